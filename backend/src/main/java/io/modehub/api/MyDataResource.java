package io.modehub.api;

import io.modehub.accounts.People;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How long a person's data is kept, and leaving with all of it gone. */
final class MyDataResource {
    private final UserStore users;
    private final People people;

    MyDataResource(UserStore users, People people) {
        this.users = users;
        this.people = people;
    }

    void retention(RoutingContext context) {
        Requests.answer(context, 200, describe(Requests.user(context)));
    }

    void setRetention(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Integer activities = days(body, "activitiesDays");
        Integer history = days(body, "historyDays");
        if (history != null && (activities == null || activities > history)) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "activitiesDays",
                    "must be at most historyDays, since what is made of activities can't go before them");
        }
        Requests.answer(
                context, 200, users.setRetention(user, activities, history).compose(done -> describe(user)));
    }

    /** Deletes the caller with every row of theirs. */
    void deleteMe(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(context, people.delete(new People.Actor(user, Requests.client(context)), user));
    }

    private Future<JsonObject> describe(UserId user) {
        return users.retention(user)
                .map(found -> found.orElseThrow(
                        () -> new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists")))
                .map(kept -> JsonObject.of(
                        "activitiesDays",
                        kept.activitiesDays(),
                        "historyDays",
                        kept.historyDays(),
                        "rerunFrom",
                        kept.rerunFrom().map(LocalDate::toString).orElse(null)));
    }

    private static @Nullable Integer days(JsonObject body, String field) {
        return body.getValue(field) instanceof Number days ? Integer.valueOf(days.intValue()) : null;
    }
}
