package io.modehub.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.modehub.interop.ImportRecord.OfConversation;
import io.modehub.interop.ImportRecord.OfTurn;
import io.modehub.store.ConversationStore.Conversation;
import io.modehub.store.ConversationStore.Turn;
import io.modehub.store.ExportStore.TurnRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What was asked and answered as records of a file, both ways. */
final class ConversationRecords {
    private static final int TITLE = 120;
    private static final int QUESTION = 2_000;
    private static final int ANSWER = 100_000;
    private static final int NAME = 200;

    /** Of one turn; each has at most a few results. */
    private static final int MOST_CALLS = 200;

    private static final int MOST_EVENTS = 10_000;

    private ConversationRecords() {}

    static String conversation(Conversation conversation) {
        return JsonObject.of(
                        "type", "conversation",
                        "id", conversation.id().toString(),
                        "title", conversation.title(),
                        "createdAt", conversation.createdAt().toString(),
                        "updatedAt", conversation.updatedAt().toString())
                .encode();
    }

    static String turn(TurnRow row) {
        Turn turn = row.turn();
        JsonObject json = JsonObject.of(
                "type", "turn",
                "id", turn.id().toString(),
                "conversationId", row.conversation().toString(),
                "at", turn.at().toString(),
                "question", turn.question(),
                "answer", turn.answer(),
                "provider", turn.provider(),
                "deployment", turn.deployment(),
                "calls", turn.calls(),
                "events", turn.events());
        return (turn.finish() == null ? json : json.put("finish", turn.finish())).encode();
    }

    static OfConversation readConversation(Fields fields) {
        Instant created = fields.instant("createdAt");
        return new OfConversation(new Conversation(
                fields.uuid("id"), fields.name("title", TITLE), created, fields.instant("updatedAt"), 0));
    }

    static OfTurn readTurn(Fields fields) {
        return new OfTurn(new TurnRow(
                fields.uuid("conversationId"),
                new Turn(
                        fields.uuid("id"),
                        fields.instant("at"),
                        fields.name("question", QUESTION),
                        fields.text("answer", ANSWER),
                        fields.name("provider", NAME),
                        fields.text("deployment", NAME),
                        fields.textIfAny("finish", NAME).orElse(null),
                        pairs(fields, "calls", "tool", "arguments", MOST_CALLS),
                        pairs(fields, "events", "type", "data", MOST_EVENTS))));
    }

    /** Objects of a text and an object each, as the page and later turns read them. */
    private static JsonArray pairs(Fields fields, String field, String name, String value, int most) {
        JsonNode array = fields.array(field, most);
        for (JsonNode pair : array) {
            if (!pair.path(name).isTextual() || !pair.path(value).isObject()) {
                throw Fields.fault(
                        field, "must be objects with a text \"" + name + "\" and an object \"" + value + "\"");
            }
        }
        String text = array.toString();
        if (text.contains("\\u0000")) {
            throw Fields.fault(field, "hold a character that can't be stored");
        }
        return new JsonArray(text);
    }
}
