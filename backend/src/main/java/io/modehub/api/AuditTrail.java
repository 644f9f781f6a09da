package io.modehub.api;

import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what was done by an operation that the document marks with {@code x-audit}, once it was answered with success. */
final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int FIRST_FAILURE = 400;

    private final AuditStore audit;
    private final Clock clock;

    AuditTrail(AuditStore audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Goes before an operation's handler. */
    Handler<RoutingContext> of(String action) {
        return context -> {
            context.addEndHandler(ended -> {
                if (context.response().getStatusCode() < FIRST_FAILURE) {
                    note(action, context);
                }
            });
            context.next();
        };
    }

    private void note(String action, RoutingContext context) {
        Entry entry = Entry.by(
                Requests.user(context), action, Requests.client(context).address());
        Optional<String> thing = Optional.ofNullable(context.pathParam("id"));
        audit.add(thing.map(entry::on).orElse(entry), clock.instant())
                .onFailure(failure -> LOG.error("the audit misses {} of {}", action, Requests.user(context), failure));
    }
}
