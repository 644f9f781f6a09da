package io.modehub.api;

import io.modehub.activity.UserId;
import io.modehub.models.remote.RemoteModel;
import io.modehub.store.RemoteStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/** The classifier outside the hub, and what a person lets leave for it. */
final class RemoteModelResource {
    private final Pool pool;
    private final Optional<RemoteModel> model;

    RemoteModelResource(Pool pool, Optional<RemoteModel> model) {
        this.pool = pool;
        this.model = model;
    }

    void describe(RoutingContext context) {
        Requests.answer(context, 200, describe(Requests.user(context)));
    }

    /** Sets whether window titles may be sent; holds for every activity that is asked about from the answer on. */
    void setTitles(RoutingContext context) {
        UserId user = Requests.user(context);
        boolean titles = Requests.body(context).getBoolean("titles");
        Requests.answer(context, 200, RemoteStore.setTitles(pool, user, titles).compose(nothing -> describe(user)));
    }

    private Future<JsonObject> describe(UserId user) {
        return RemoteStore.consent(pool, user)
                .map(consent -> JsonObject.of(
                        "configured",
                        model.isPresent(),
                        "leftAlone",
                        model.map(RemoteModel::isOpen).orElse(false),
                        "titles",
                        consent.titles()));
    }
}
