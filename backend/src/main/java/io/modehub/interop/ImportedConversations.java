package io.modehub.interop;

import io.modehub.activity.UserId;
import io.modehub.interop.ImportRecord.OfConversation;
import io.modehub.interop.ImportRecord.OfTurn;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.store.ConversationStore;
import io.modehub.store.ConversationStore.Conversation;
import io.modehub.store.ExportStore.TurnRow;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Conversations of a file and their turns: by their id where it is free, else by a new one, the same at every import. What was
 * answered stays as it was said, also where the numbers are others now.
 */
final class ImportedConversations {
    private static final int MOST = 50_000;

    private final ConversationStore store;
    private final UserId user;
    private final ImportReport report;
    private final Map<UUID, UUID> known = new HashMap<>();

    ImportedConversations(Import.Stages stages, UserId user, ImportReport report) {
        this.store = new ConversationStore(stages.pool());
        this.user = user;
        this.report = report;
    }

    Future<Void> begin(Numbered line) {
        Conversation conversation = ((OfConversation) line.record()).conversation();
        if (known.size() >= MOST) {
            report.refuse(line.line(), Fields.fault("type", "a file holds at most " + MOST + " conversations"));
            return Future.succeededFuture();
        }
        return store.put(user, conversation, other("conversation", conversation.id()))
                .map(put -> {
                    known.put(conversation.id(), put.id());
                    if (put.added()) {
                        report.conversations++;
                    } else {
                        report.skipped++;
                    }
                    return null;
                });
    }

    Future<Void> add(Numbered line) {
        TurnRow row = ((OfTurn) line.record()).row();
        UUID conversation = known.get(row.conversation());
        if (conversation == null) {
            report.refuse(line.line(), Fields.fault("conversationId", "names no conversation of the file before it"));
            return Future.succeededFuture();
        }
        return store.put(conversation, row.turn(), other("turn", row.turn().id()))
                .map(added -> {
                    report.skipped += added ? 0 : 1;
                    return null;
                });
    }

    private UUID other(String what, UUID id) {
        return ImportedAgents.named(what + " " + user + " " + id);
    }
}
