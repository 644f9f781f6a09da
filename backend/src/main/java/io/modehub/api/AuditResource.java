package io.modehub.api;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Kept;
import io.modehub.store.AuditStore.Question;
import io.modehub.store.AuditStore.Who;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was done, newest first: of everybody for administrators, of oneself for everybody. */
final class AuditResource {
    private final AuditStore audit;

    AuditResource(AuditStore audit) {
        this.audit = audit;
    }

    void list(RoutingContext context) {
        String asked = Requests.query(context, "person");
        answer(context, Optional.ofNullable(asked).map(AuditResource::person));
    }

    void mine(RoutingContext context) {
        answer(context, Optional.of(Requests.user(context)));
    }

    private void answer(RoutingContext context, Optional<UserId> person) {
        int limit = Requests.limit(context);
        Question question = new Question(
                person,
                Optional.ofNullable(Requests.query(context, "action")),
                Optional.ofNullable(Requests.position(context)).map(AuditResource::id),
                limit + 1);
        Requests.answer(context, 200, audit.list(question).map(all -> page(all, limit)));
    }

    private static JsonObject page(List<Kept> all, int limit) {
        JsonArray items = new JsonArray();
        all.stream().limit(limit).forEach(entry -> items.add(describe(entry)));
        JsonObject page = JsonObject.of("items", items);
        return all.size() > limit
                ? page.put(
                        "nextCursor",
                        Requests.cursor(Long.toString(all.get(limit - 1).id())))
                : page;
    }

    private static JsonObject describe(Kept entry) {
        return JsonObject.of(
                "id", entry.id(),
                "at", entry.at().toString(),
                "actor", entry.actor().map(AuditResource::who).orElse(null),
                "action", entry.action(),
                "person", entry.person().map(AuditResource::who).orElse(null),
                "thing", entry.thing(),
                "address", entry.address(),
                "details", entry.details());
    }

    /** Whoever is gone has no name any more, only the same id at each entry. */
    private static JsonObject who(Who who) {
        return JsonObject.of("id", who.id().toString(), "name", who.name().orElse(null));
    }

    private static UserId person(String text) {
        try {
            return new UserId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "person", "must be a person's id");
        }
    }

    private static Long id(String position) {
        try {
            return Long.valueOf(position);
        } catch (NumberFormatException e) {
            throw Requests.badCursor();
        }
    }
}
