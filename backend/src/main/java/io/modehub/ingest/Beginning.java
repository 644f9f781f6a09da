package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Label;
import io.modehub.activity.Mode;
import io.modehub.activity.Pause;
import io.modehub.activity.Sample;
import io.modehub.models.Setups;
import io.modehub.models.Setups.Judging;
import io.modehub.spans.AgentFold;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.ModeStore;
import io.modehub.store.PauseStore;
import io.modehub.store.SpanStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;

/**
 * What a session begins with.
 *
 * @param words of the person that hold now or later
 * @param past the activities that have to be folded again to go on after them
 */
record Beginning(
        AgentStore.Opened opened,
        List<Mode> modes,
        List<Label> words,
        List<Pause> pauses,
        Judging judging,
        List<Sample> past) {

    /**
     * Takes the stream over and reads what follows from there. All questions go out together and are answered in their order, so
     * that an opening waits for the database once, and the past is read after nobody else can add to it.
     */
    static Future<Beginning> of(
            SqlConnection connection, AgentRef agent, AgentStore.Arrival arrival, Setups setups, Instant now) {
        Future<AgentStore.Opened> opened = AgentStore.open(connection, agent, arrival);
        Future<List<Mode>> modes = ModeStore.list(connection, agent.user());
        Future<List<Label>> words = SpanStore.labelsFrom(connection, agent.key(), now);
        Future<List<Pause>> pauses = PauseStore.list(connection, agent.user());
        Future<Judging> judging = setups.of(connection, agent.user());
        Future<List<Sample>> past = ActivityStore.latest(connection, agent.key())
                .compose(latest -> latest.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : ActivityStore.since(connection, agent.key(), AgentFold.resumeFrom(latest.get())));
        return Future.join(List.of(opened, modes, words, pauses, judging, past))
                .map(all -> new Beginning(
                        opened.result(),
                        modes.result(),
                        words.result(),
                        pauses.result(),
                        judging.result(),
                        past.result()));
    }

    /** The past folded, off the event loop where there is one. */
    Future<AgentFold> fold(Vertx vertx) {
        return past.isEmpty()
                ? Future.succeededFuture(new AgentFold(judging.trackers()))
                : vertx.executeBlocking(() -> AgentFold.resume(past, judging.trackers()));
    }
}
