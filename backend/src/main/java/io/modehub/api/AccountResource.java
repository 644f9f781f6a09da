package io.modehub.api;

import io.modehub.accounts.People;
import io.modehub.accounts.SignIn;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.SessionStore.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** How the caller gets in: their password and the browsers they are signed in with. */
final class AccountResource {
    private final SignIn signIn;
    private final People people;

    AccountResource(SignIn signIn, People people) {
        this.signIn = signIn;
        this.people = people;
    }

    void changePassword(RoutingContext context) {
        JsonObject body = Requests.body(context);
        UUID session = Requests.session(context);
        Requests.answerEmpty(
                context,
                signIn.now(Requests.user(context))
                        .map(found -> found.orElseThrow(
                                () -> new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists")))
                        .compose(now -> signIn.changePassword(
                                now.person(),
                                session,
                                body.getString("current"),
                                body.getString("password"),
                                Requests.client(context))));
    }

    void sessions(RoutingContext context) {
        UUID mine = Requests.session(context);
        Requests.answer(context, 200, signIn.sessions(Requests.user(context)).map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(session -> items.add(describe(session, mine)));
            return JsonObject.of("items", items);
        }));
    }

    void endSession(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(
                context,
                signIn.endSession(user, Requests.pathId(context, "id"), Requests.client(context))
                        .compose(ended -> ended
                                ? Future.succeededFuture()
                                : Future.failedFuture(HubException.ofField(
                                        ErrorCode.NOT_FOUND, "id", "names none of your sessions"))));
    }

    void endOtherSessions(RoutingContext context) {
        Requests.answerEmpty(
                context,
                signIn.endOtherSessions(Requests.user(context), Requests.session(context), Requests.client(context)));
    }

    void endGrant(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(context, people.endGrant(new People.Actor(user, Requests.client(context)), user));
    }

    private static JsonObject describe(Session session, UUID mine) {
        return JsonObject.of(
                "id", session.id().toString(),
                "device", session.device(),
                "address", session.address(),
                "createdAt", session.createdAt().toString(),
                "usedAt", session.usedAt().toString(),
                "current", session.id().equals(mine));
    }
}
