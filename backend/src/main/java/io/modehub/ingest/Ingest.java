package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Mode;
import io.modehub.activity.Modes;
import io.modehub.activity.Pause;
import io.modehub.activity.Sample;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.Presence;
import io.modehub.metrics.Metrics;
import io.modehub.models.Questions;
import io.modehub.models.Setups;
import io.modehub.models.remote.RemoteModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.CloseCode;
import io.modehub.store.AgentStore.Arrival;
import io.modehub.store.AgentStore.Device;
import io.modehub.store.Database;
import io.modehub.store.ModeStore;
import io.modehub.store.PauseStore;
import io.modehub.store.SetupStore;
import io.modehub.store.SpanStore;
import io.modehub.timeline.DayRuns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in for activities, whoever brings them. */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    /**
     * One lane a core of the smallest machine we run on; each holds one connection. A person's agents share one, since writers
     * of one person's time take turns anyway.
     */
    private static final int LANES = 2;

    /** With so many waiting, somebody catches up. */
    private static final int BUSY = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Setups setups;
    private final Questions questions;
    private final Clock clock;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private final IngestMeters meters;
    private final AtomicLong received = new AtomicLong();

    public Ingest(
            Vertx vertx,
            Database database,
            Pool pool,
            Setups setups,
            Optional<RemoteModel> remote,
            LiveBus bus,
            Presence presence,
            Metrics metrics,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.setups = setups;
        this.questions = new Questions(pool, remote);
        this.clock = clock;
        this.meters = new IngestMeters(metrics.registry());
        for (int i = 0; i < LANES; i++) {
            Writer writer =
                    new Writer(database, new BatchTransaction(setups, new DayRuns(setups), meters), meters, clock);
            writers.add(writer);
            lanes.add(new Lane(writer, new Announcer(bus, presence), meters, metrics, clock));
        }
        meters.watch(this);
        bus.onWords(this::inform);
    }

    /** A stream that is open for its peer. */
    public final class Stream {
        private final Lane lane;
        private final Session session;
        private final Turnstile turnstile;

        private Stream(Lane lane, Session session) {
            this.lane = lane;
            this.session = session;
            this.turnstile = new Turnstile(lane, session, questions);
        }

        /** Highest sequence number that was durable when the stream was opened. */
        public long acked() {
            return session.committed;
        }

        /** Most numbers that may be unacknowledged. */
        public int window() {
            return lane.window();
        }

        /** Takes a numbered frame; false: no more until the peer is told to go on. */
        public boolean offer(AgentFrame frame) {
            boolean full = turnstile.isFull();
            if (full) {
                meters.held();
            }
            lane.run(() -> {
                if (frame instanceof AgentFrame.Activities batch) {
                    received.addAndGet(batch.items().size());
                }
                turnstile.arrive(frame);
            });
            return !full;
        }

        /** Completes once all that was taken in is durable, or the stream has ended. */
        public Future<Void> settled() {
            Promise<Void> settled = Promise.promise();
            lane.run(() -> lane.settle(session, settled));
            return settled.future();
        }

        /** Whether posted items can become durable soon. */
        boolean isOpen() {
            return !lane.isFull() && !lane.isSlow();
        }

        /** Activities about to be posted, with what the classifier outside the hub says of them; never fails. */
        Future<List<Sample>> ask(List<Activity> activities) {
            Promise<List<Sample>> samples = Promise.promise();
            lane.run(() -> session.ask(questions, activities).onComplete(samples));
            return samples.future();
        }

        /** Takes a posted item, under the client's own name where it has one; numbers it itself. */
        void post(Sample sample, @org.jspecify.annotations.Nullable String itemId) {
            received.incrementAndGet();
            lane.offerPosted(session, sample, itemId);
        }

        void run(Runnable work) {
            lane.run(work);
        }

        long accepted() {
            return session.accepted;
        }

        /** The mode of the moment by its name; empty before any activity. */
        java.util.Optional<String> liveMode() {
            Session.LiveMode live = session.live();
            return java.util.Optional.ofNullable(live)
                    .map(mode -> session.modes().name(mode.modeId()));
        }

        /** Whether nothing of a window is to be kept. */
        boolean isPaused(Activity activity) {
            return session.isPaused(activity);
        }

        /** Whether nothing of this moment is to be kept. */
        boolean isPaused(Instant now) {
            return session.isPaused(now, now.plusMillis(1));
        }

        /** The peer is gone. */
        public void leave() {
            lane.run(() -> lane.leave(session));
        }
    }

    public Future<Void> start() {
        Future<Void> started = Future.succeededFuture();
        for (Lane lane : lanes) {
            started = started.compose(nothing -> vertx.deployVerticle(lane))
                    .onSuccess(deployments::add)
                    .mapEmpty();
        }
        return started;
    }

    /** Commits what is under way, then ends. */
    public Future<Void> stop() {
        List<Future<Void>> ends =
                deployments.stream().map(id -> vertx.undeploy(id)).toList();
        return Future.join(ends).mapEmpty();
    }

    /** A stream that was opened, and its device as it is now. */
    public record Opened(Stream stream, Device device) {}

    /** Opens a stream, which fences every older link of the agent on any hub. */
    public Future<Opened> open(AgentRef agent, Arrival arrival, Peer peer) {
        Lane lane = laneOf(agent.user());
        return pool.withConnection(connection -> Beginning.of(connection, agent, arrival, setups, clock.instant()))
                .compose(known -> {
                    Promise<Opened> ready = Promise.promise();
                    lane.run(() -> {
                        Session session = new Session(agent, known, peer);
                        lane.admit(session);
                        ready.complete(new Opened(
                                new Stream(lane, session), known.opened().device()));
                    });
                    return ready.future();
                })
                .recover(failure -> failure instanceof HubException
                        ? Future.failedFuture(failure)
                        : Future.failedFuture(new HubException(
                                ErrorCode.DATABASE_UNAVAILABLE,
                                "the database can't be reached; try again in a moment")));
    }

    /** Activities that are not yet durable. */
    public int backlog() {
        return writers.stream().mapToInt(Writer::backlog).sum();
    }

    /** Whether so many wait that background work should leave them the machine. */
    public boolean isBusy() {
        return backlog() > BUSY;
    }

    /** How long the oldest of them has waited, in ms. */
    public long waitingMs() {
        return writers.stream().mapToLong(Writer::waitingMs).max().orElse(0);
    }

    /** Numbers a link may have unacknowledged, in the lane where it is fewer. */
    int window() {
        return lanes.stream().mapToInt(Lane::window).min().orElse(0);
    }

    /** A link was ended by the hub. */
    void noteEnd(CloseCode code) {
        meters.ended(code.code());
    }

    /** Whether writing takes so long that windows are shrunk. */
    public boolean isSlow() {
        return lanes.stream().anyMatch(Lane::isSlow);
    }

    /** Whether writing fails at present. */
    public boolean isFailing() {
        return writers.stream().anyMatch(Writer::isFailing);
    }

    /** Activities taken in since the start. */
    public long received() {
        return received.get();
    }

    /** A person said something: their agents' live modes may be others now. */
    private void inform(UserId user) {
        Lane lane = laneOf(user);
        lane.run(() -> {
            List<Session> theirs = lane.sessions().stream()
                    .filter(session -> session.agent.user().equals(user))
                    .toList();
            if (!theirs.isEmpty()) {
                pool.withConnection(connection -> inform(connection, lane, user, theirs))
                        .onFailure(failure -> LOG.warn("labels could not be read again: {}", failure.toString()));
            }
        });
    }

    private Future<Void> inform(SqlConnection connection, Lane lane, UserId user, List<Session> sessions) {
        Future<List<Mode>> modes = ModeStore.list(connection, user);
        Future<List<Pause>> pauses = PauseStore.list(connection, user);
        Future<Long> version = SetupStore.version(connection, user);
        Instant now = clock.instant();
        return Future.all(modes, pauses, version)
                .compose(all -> Future.all(sessions.stream()
                        .map(session -> SpanStore.labelsFrom(connection, session.agent.key(), now)
                                .onSuccess(words -> lane.run(() -> {
                                    session.pause(pauses.result());
                                    session.inform(new Modes(modes.result()), words, version.result());
                                    lane.refresh(session);
                                })))
                        .toList()))
                .mapEmpty();
    }

    private Lane laneOf(UserId user) {
        return lanes.get(Math.floorMod(user.hashCode(), LANES));
    }
}
