package io.modehub.api;

import io.modehub.accounts.Links.Link;
import io.modehub.accounts.Origins;
import io.modehub.accounts.People;
import io.modehub.accounts.Role;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.Text;
import io.modehub.store.PeopleStore.Grant;
import io.modehub.store.PeopleStore.Member;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For administrators: who may use the hub. Nothing here shows anybody's log. */
final class PeopleResource {
    private final People people;
    private final Origins origins;

    PeopleResource(People people, Origins origins) {
        this.people = people;
        this.origins = origins;
    }

    void list(RoutingContext context) {
        Requests.answer(context, 200, people.list().map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(member -> items.add(describe(member)));
            return JsonObject.of("items", items);
        }));
    }

    void invite(RoutingContext context) {
        JsonObject body = Requests.body(context);
        Requests.answer(
                context,
                201,
                people.invite(
                                actor(context),
                                body.getString("email"),
                                text(body, "name"),
                                Role.of(body.getString("role")))
                        .map(invited -> describe(invited.link()).put("person", describe(invited.member()))));
    }

    void update(RoutingContext context) {
        People.Actor actor = actor(context);
        UserId id = id(context);
        JsonObject body = Requests.body(context);
        String role = body.getString("role");
        Boolean disabled = body.getBoolean("disabled");
        if (role == null && disabled == null) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "give role or disabled");
        }
        Future<@Nullable Member> changed = Future.succeededFuture();
        if (role != null) {
            changed = changed.compose(nothing -> people.setRole(actor, id, Role.of(role)));
        }
        if (disabled != null) {
            changed = changed.compose(nothing -> disabled ? people.disable(actor, id) : people.enable(actor, id));
        }
        Requests.answer(context, 200, changed.map(PeopleResource::describe));
    }

    void delete(RoutingContext context) {
        Requests.answerEmpty(context, people.delete(actor(context), id(context)));
    }

    void link(RoutingContext context) {
        Requests.answer(context, 201, people.link(actor(context), id(context)).map(this::describe));
    }

    void grant(RoutingContext context) {
        JsonObject body = Requests.body(context);
        Requests.answer(
                context,
                201,
                people.grant(
                                actor(context),
                                id(context),
                                Role.of(body.getString("role")),
                                text(body, "reason"),
                                Duration.ofMillis(body.getLong("durationMs")))
                        .map(PeopleResource::describe));
    }

    void endGrant(RoutingContext context) {
        Requests.answerEmpty(context, people.endGrant(actor(context), id(context)));
    }

    static JsonObject grant(Grant grant) {
        return JsonObject.of(
                "role",
                grant.role(),
                "reason",
                grant.reason(),
                "until",
                grant.until().toString());
    }

    private JsonObject describe(Link link) {
        return JsonObject.of(
                "link",
                origins.address() + link.path(),
                "expiresAt",
                link.expiresAt().toString());
    }

    private static JsonObject describe(Member member) {
        return JsonObject.of(
                "id", member.person().id().toString(),
                "email", member.person().email(),
                "name", member.person().name(),
                "role", Role.highest(member.person().roles()).wire(),
                "granted", member.grant().map(PeopleResource::grant).orElse(null),
                "disabled", member.disabled(),
                "joinedAt", member.joinedAt().map(Instant::toString).orElse(null),
                "seenAt", member.seenAt().map(Instant::toString).orElse(null));
    }

    private static People.Actor actor(RoutingContext context) {
        return new People.Actor(Requests.user(context), Requests.client(context));
    }

    private static UserId id(RoutingContext context) {
        return new UserId(Requests.pathId(context, "id"));
    }

    private static String text(JsonObject body, String field) {
        String text = Text.clean(body.getString(field)).strip();
        if (text.length() < 3 && field.equals("reason")) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, field, "must say why, in 3 characters or more");
        }
        if (text.isEmpty()) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, field, "must not be blank");
        }
        return text;
    }
}
