package io.modehub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person asked their log goes with them. */
class ConversationExportTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @RegisterExtension
    static final HubUnderTest OTHER = HubUnderTest.fresh();

    private static final String HEADER = "{\"type\":\"modehub\",\"version\":1}\n";
    private static final String CONVERSATION = "{\"type\":\"conversation\",\"id\":\"%s\",\"title\":\"t\","
            + "\"createdAt\":\"2026-11-09T08:00:00Z\",\"updatedAt\":\"2026-11-09T08:00:00Z\"}\n";
    private static final String TURN = "{\"type\":\"turn\",\"id\":\"%s\",\"conversationId\":\"%s\","
            + "\"at\":\"2026-11-09T08:00:00Z\",\"question\":\"q\",\"answer\":\"a\",\"provider\":\"embedded\","
            + "\"deployment\":\"analyst\",\"calls\":%s,\"events\":%s}\n";

    private final Rest person = HUB.newcomer(Role.CONTRIBUTOR);
    private final Rest elsewhere = OTHER.newcomer(Role.CONTRIBUTOR);

    @Test
    void conversationsAreTheSameElsewhereAndCanBeGoneOnWith() {
        String talk = ask(person, "How long did I work last week?", null);
        ask(person, "And the week before that?", talk);
        ask(person, "Wann arbeite ich am meisten?", null);
        String file = person.get("export").body();

        JsonObject report = bring(elsewhere, file).json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(report.getInteger("conversations")).isEqualTo(2);
        assertThat(elsewhere.get("export").body()).isEqualTo(file);
        assertThat(elsewhere.get("chat/conversations/" + talk).json())
                .isEqualTo(person.get("chat/conversations/" + talk).json());
        assertThat(ask(elsewhere, "And in November 2025?", talk)).isEqualTo(talk);
    }

    @Test
    void doingItAgainChangesNothingAndAnothersConversationStaysTheirs() {
        String talk = ask(person, "How long did I work last week?", null);
        String file = person.get("export").body();
        Rest neighbour = HUB.newcomer(Role.CONTRIBUTOR);

        assertThat(bring(person, file).json().getInteger("conversations")).isZero();
        assertThat(bring(neighbour, file).json().getInteger("conversations")).isEqualTo(1);
        assertThat(bring(neighbour, file).json().getInteger("conversations")).isZero();

        assertThat(person.get("export").body()).isEqualTo(file);
        assertThat(neighbour.get("chat/conversations/" + talk).status()).isEqualTo(404);
        assertThat(neighbour.get("chat/conversations").items()).hasSize(1);
        assertThat(neighbour.get("export").body()).doesNotContain(talk);
    }

    @Test
    void whatNoPageCouldShowIsRefusedByItsLine() {
        String id = UUID.randomUUID().toString();
        String file = HEADER
                + CONVERSATION.formatted("x")
                + CONVERSATION.formatted(id)
                + TURN.formatted(UUID.randomUUID(), UUID.randomUUID(), "[]", "[]")
                + TURN.formatted(UUID.randomUUID(), id, "[7]", "[]")
                + TURN.formatted(UUID.randomUUID(), id, "[]", "[{\"type\":\"delta\",\"data\":\"no object\"}]")
                + TURN.formatted(UUID.randomUUID(), id, "[]", "[{\"type\":\"delta\",\"data\":{\"text\":\"\\u0000\"}}]")
                + TURN.formatted(UUID.randomUUID(), id, "[]", "[{\"type\":\"delta\",\"data\":{\"text\":\"fine\"}}]")
                + "{\"type\":\"end\",\"records\":8}\n";

        JsonObject report = bring(elsewhere, file).json();

        assertThat(report.getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(error -> error.getInteger("line") + " "
                                + error.getString("message").split(" ", 2)[0]))
                .containsExactlyInAnyOrder("2 id", "4 conversationId", "5 calls", "6 events", "7 events");
        assertThat(elsewhere.get("chat/conversations/" + id).json().getJsonArray("turns"))
                .hasSize(1);
    }

    /** Asks, and tells the conversation it was asked in. */
    private static String ask(Rest who, String question, String conversation) {
        JsonObject body = JsonObject.of("question", question, "timezone", "Europe/Berlin");
        Rest.Answer answer = who.post("chat", conversation == null ? body : body.put("conversationId", conversation));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> data = Stream.of(answer.body().split("\n"))
                .filter(line -> line.startsWith("data:"))
                .toList();
        return new JsonObject(data.get(0).substring("data:".length())).getString("conversationId");
    }

    private static Rest.Answer bring(Rest who, String file) {
        String part =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" + file + "\r\n--b--\r\n";
        return who.with("Content-Type", "multipart/form-data; boundary=b").send("POST", "import", part);
    }
}
