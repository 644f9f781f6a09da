package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Label;
import io.modehub.activity.Mode;
import io.modehub.activity.Pause;
import io.modehub.models.Setups;
import io.modehub.models.Setups.Judging;
import io.modehub.spans.AgentFold;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.ModeStore;
import io.modehub.store.PauseStore;
import io.modehub.store.SpanStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a session begins with.
 *
 * @param words of the person that hold now or later
 * @param fold of all that the agent has reported
 */
record Beginning(
        AgentStore.Opened opened,
        List<Mode> modes,
        List<Label> words,
        List<Pause> pauses,
        Judging judging,
        AgentFold fold) {
    /** Nothing may start later. */
    private static final Instant FOR_EVER = Instant.parse("9000-01-01T00:00:00Z");

    /**
     * Takes the stream over and reads what follows from there. All questions go out together and are answered in their order, so
     * that an opening waits for the database once; then comes the past, to which nobody else can add any more.
     */
    static Future<Beginning> of(
            SqlConnection connection, AgentRef agent, AgentStore.Arrival arrival, Setups setups, Instant now) {
        Future<AgentStore.Opened> opened = AgentStore.open(connection, agent, arrival);
        Future<List<Mode>> modes = ModeStore.list(connection, agent.user());
        Future<List<Label>> words = SpanStore.labelsFrom(connection, agent.key(), now);
        Future<List<Pause>> pauses = PauseStore.list(connection, agent.user());
        Future<Judging> judging = setups.of(connection, agent.user());
        Future<Optional<Instant>> latest = ActivityStore.latest(connection, agent.key());
        return Future.join(List.of(opened, modes, words, pauses, judging, latest))
                .compose(all -> {
                    AgentFold fold = new AgentFold(judging.result().trackers());
                    Future<Void> folded = latest.result()
                            .map(last -> inTransaction(
                                    connection, () -> fold(connection, agent, AgentFold.resumeFrom(last), fold)))
                            .orElseGet(Future::succeededFuture);
                    return folded.map(nothing -> new Beginning(
                            opened.result(), modes.result(), words.result(), pauses.result(), judging.result(), fold));
                });
    }

    private static Future<Void> inTransaction(SqlConnection connection, Supplier<Future<Void>> read) {
        return connection.begin().compose(open -> read.get()
                .compose(nothing -> open.commit())
                .recover(failure -> open.rollback().transform(nothing -> Future.failedFuture(failure))));
    }

    /** Folds what an agent has reported from that moment on, in a transaction of the caller's. */
    static Future<Void> fold(SqlConnection connection, AgentRef agent, Instant from, AgentFold fold) {
        return ActivityStore.eachPage(
                connection, agent.key(), from, FOR_EVER, page -> page.forEach(window -> fold.add(window.sample())));
    }
}
