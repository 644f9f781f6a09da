package io.modehub.live;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Goes round the pages of one event loop that have something to get: one timer for all of them. */
final class Postman {
    private final Vertx vertx;
    private List<Outbox> due = new ArrayList<>();
    private List<Outbox> round = new ArrayList<>();

    Postman(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Comes by soon. */
    void visit(Outbox outbox) {
        if (due.isEmpty()) {
            vertx.setTimer(Outbox.EVERY_MS, id -> goRound());
        }
        due.add(outbox);
    }

    private void goRound() {
        List<Outbox> now = due;
        due = round;
        round = now;
        now.forEach(Outbox::flush);
        now.clear();
    }
}
