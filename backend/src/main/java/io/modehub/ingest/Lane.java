package io.modehub.ingest;

import io.modehub.activity.Sample;
import io.modehub.failure.ErrorCode;
import io.modehub.ingest.Entry.Aside;
import io.modehub.ingest.Entry.ByHand;
import io.modehub.ingest.Entry.Content;
import io.modehub.ingest.Entry.InOrder;
import io.modehub.ingest.Entry.Late;
import io.modehub.ingest.Entry.Lost;
import io.modehub.ingest.Entry.Skipped;
import io.modehub.metrics.Metrics;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.InvalidActivity;
import io.modehub.spans.AgentFold;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of some agents' activities: admitted, classified and folded in order on one thread, then handed to the writer.
 * An agent always has the same lane, so its state needs no lock and its commits keep their order.
 */
final class Lane extends VerticleBase {
    /** An activity that ends later than this ago moves the live mode. */
    static final Duration LIVE = Duration.ofSeconds(90);

    /** How often windows are looked at. */
    private static final int REVIEW_MS = 250;

    /** The latest time that everything we talk to can write down. */
    private static final Instant LAST_END = Instant.parse("9000-01-01T00:00:00Z");

    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Writer writer;
    private final Announcer announcer;
    private final IngestMeters meters;
    private final Metrics metrics;
    private final Clock clock;
    private final Deque<Runnable> waitingForRoom = new ArrayDeque<>();
    private @Nullable Context home;
    private volatile int window = Credit.MOST;
    private volatile boolean slow;

    Lane(Writer writer, Announcer announcer, IngestMeters meters, Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.writer = writer;
        this.announcer = announcer;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        home = context;
        writer.start(vertx, this);
        metrics.watchLoop(vertx, Thread.currentThread().getName());
        vertx.setPeriodic(REVIEW_MS, id -> review());
        return Future.succeededFuture();
    }

    /** Commits what is under way. */
    @Override
    public Future<?> stop() {
        return writer.finish();
    }

    /** Runs on the lane's thread. */
    void run(Runnable work) {
        Context lane = home;
        if (lane == null) {
            throw new IllegalStateException("the lane has not started");
        }
        lane.runOnContext(nothing -> work.run());
    }

    /**
     * Puts a session in place of an older one of the same agent; what that one hadn't written comes again by this one. Openings
     * may overtake each other: the generation tells which is older.
     */
    void admit(Session session) {
        Session present = sessions.get(session.agent.key());
        if (present != null && present.generation > session.generation) {
            session.ended = true;
            session.peer.end(CloseCode.REPLACED, "a newer link took over");
            return;
        }
        Session older = sessions.put(session.agent.key(), session);
        writer.forgetBefore(session);
        if (older != null) {
            end(older, CloseCode.REPLACED, "a newer link took over");
        }
        hasRoom();
    }

    /** Numbers that a link of this lane may have unacknowledged at present. */
    int window() {
        return window;
    }

    /** Whether the database doesn't keep up. */
    boolean isSlow() {
        return slow;
    }

    /** Whether no more may be taken in. */
    boolean isFull() {
        return writer.load() >= Credit.FULL;
    }

    /** Runs once there is room again. */
    void whenRoom(Runnable work) {
        waitingForRoom.add(work);
    }

    /** Gives links other windows where the database, or their number, asks for it. */
    private void review() {
        boolean slowNow = writer.isFailing() || writer.waitingMs() > Credit.SLOW_MS;
        int fair = Credit.of(sessions.size(), slowNow);
        slow = slowNow;
        if (Credit.isNews(window, fair)) {
            window = fair;
            sessions.values().forEach(session -> session.peer.tell(new HubFrame.Ack(session.committed, fair)));
        }
    }

    /** Completes once all that the session has taken in is durable, or it has ended. */
    void settle(Session session, Promise<Void> settled) {
        if (session.ended || session.committed >= session.accepted) {
            settled.tryComplete();
        } else {
            session.settling.add(settled);
        }
    }

    private static void settle(Session session) {
        if (session.ended || session.committed >= session.accepted) {
            session.settling.forEach(Promise::tryComplete);
            session.settling.clear();
        }
    }

    @Nullable Session session(int agentKey) {
        return sessions.get(agentKey);
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /** The link is gone; what was taken in of it is still written, until another one brings it again. */
    void leave(Session session) {
        session.ended = true;
        sessions.remove(session.agent.key(), session);
        settle(session);
    }

    /** Ends a session that is not to go on. */
    void end(Session session, CloseCode code, String why) {
        if (!session.ended) {
            session.ended = true;
            sessions.remove(session.agent.key(), session);
            settle(session);
            session.peer.end(code, why);
        }
    }

    /**
     * A batch of a link. Repeats change nothing; a hole ends the link.
     *
     * @param samples gives the batch's valid items in order
     */
    void offer(Session session, AgentFrame.Activities batch, Iterator<Sample> samples) {
        if (session.ended || !continues(session, batch.first())) {
            return;
        }
        long repeats = Math.min(batch.items().size(), session.accepted + 1 - batch.first());
        if (repeats > 0) {
            meters.repeated(repeats);
        }
        Instant now = clock.instant();
        long seq = batch.first();
        for (AgentFrame.Item item : batch.items()) {
            @Nullable Sample sample = item instanceof AgentFrame.Valid ? samples.next() : null;
            if (seq > session.accepted) {
                if (sample != null) {
                    take(session, seq, sample, now);
                } else if (item instanceof AgentFrame.Refused refused) {
                    String message = refused.path() + " " + refused.message();
                    String kept = session.isPaused(now, now.plusMillis(1)) ? "" : refused.json();
                    refuse(session, seq, ErrorCode.INVALID_ACTIVITY, message, kept);
                }
            }
            seq++;
        }
        acknowledgeRepeat(session, seq - 1);
        if (session.accepted - session.committed > Credit.MOST) {
            end(session, CloseCode.TOO_MUCH, "more than " + Credit.MOST + " numbers unacknowledged");
        } else {
            refreshIfLive(session, now);
        }
    }

    /** One posted item under the client's own name, already checked. */
    void offerPosted(Session session, Sample sample, @Nullable String itemId) {
        takeCounted(session, session.accepted + 1, sample, itemId);
        refreshIfLive(session, clock.instant());
    }

    void offer(Session session, AgentFrame.Gap gap) {
        if (session.ended || !continues(session, gap.from())) {
            return;
        }
        if (gap.to() > session.accepted) {
            meters.lost(gap.to() - session.accepted);
            enqueue(session, gap.to(), new Lost(gap.from(), gap.to(), gap.reason()));
        } else {
            acknowledgeRepeat(session, gap.to());
        }
    }

    void offer(Session session, AgentFrame.SetMode mode) {
        if (session.ended || !continues(session, mode.seq())) {
            return;
        }
        if (mode.seq() <= session.accepted) {
            acknowledgeRepeat(session, mode.seq());
            return;
        }
        String name = mode.mode();
        int modeId = name == null ? 0 : session.modes().ofName(name);
        Instant at = mode.at();
        Instant until = mode.until();
        if (name != null && modeId == 0) {
            refuse(session, mode.seq(), ErrorCode.UNKNOWN_MODE, "mode is none of your modes", name);
        } else if (at.isBefore(Instant.EPOCH) || at.isAfter(clock.instant().plus(Activity.MAX_AHEAD))) {
            refuse(session, mode.seq(), ErrorCode.INVALID_VALUE, "at must lie between 1970 and now", at.toString());
        } else if (until != null && (!until.isAfter(at) || until.isAfter(LAST_END))) {
            refuse(session, mode.seq(), ErrorCode.INVALID_VALUE, "until must be after at", until.toString());
        } else {
            enqueue(session, mode.seq(), new ByHand(mode.at(), name == null ? null : modeId, until));
        }
    }

    /** Shows a changed live mode to whoever watches. */
    void refresh(Session session) {
        Session.LiveMode changed = session.refreshLive(clock.instant());
        if (changed != null) {
            String name = session.modes().name(changed.modeId());
            session.peer.tell(new HubFrame.Mode(name, changed.confidence(), changed.since(), changed.reasons()));
            announcer.modeChanged(session.agent, name, changed);
        }
    }

    private void take(Session session, long seq, Sample sample, Instant now) {
        Activity activity = sample.activity();
        if (session.isPaused(activity)) {
            enqueue(session, seq, new Skipped());
            return;
        }
        try {
            activity.requireNotAhead(now);
            activity.requireLinkLength();
            takeCounted(session, seq, sample, null);
        } catch (InvalidActivity e) {
            refuse(session, seq, ErrorCode.INVALID_ACTIVITY, e.path() + " " + e.remedy(), ActivityJson.write(activity));
        }
    }

    private void takeCounted(Session session, long seq, Sample sample, @Nullable String itemId) {
        Activity activity = sample.activity();
        if (session.isFull(activity)) {
            refuse(session, seq, ErrorCode.DAY_FULL, Entry.DAY_IS_FULL, ActivityJson.write(activity));
        } else {
            session.taken = session.taken.with(activity);
            enqueue(session, seq, content(session, sample, itemId));
        }
    }

    private Content content(Session session, Sample sample, @Nullable String itemId) {
        if (session.isInOrder(sample.activity())) {
            AgentFold.Step step = session.advance(sample);
            return new InOrder(sample, step.changes(), step.prediction().present(), itemId, session.setupVersion());
        }
        session.lateUnderWay++;
        return new Late(sample, itemId);
    }

    private void refuse(Session session, long seq, ErrorCode code, String message, String item) {
        meters.rejected(code.wire());
        enqueue(session, seq, new Aside(new HubFrame.Reject(seq, code.wire(), message), item));
    }

    private void enqueue(Session session, long through, Content content) {
        session.accepted = through;
        writer.add(new Entry(session, through, content));
    }

    private boolean continues(Session session, long first) {
        if (first > session.accepted + 1) {
            end(session, CloseCode.RESYNC, "expected sequence number " + (session.accepted + 1) + ", got " + first);
            return false;
        }
        return true;
    }

    private void refreshIfLive(Session session, Instant now) {
        if (session.foldedTo().isAfter(now.minus(LIVE))) {
            refresh(session);
        }
    }

    /** A frame that repeats only what is durable is acknowledged again, so that its sender can go on. */
    private static void acknowledgeRepeat(Session session, long last) {
        if (last <= session.committed) {
            session.peer.tell(new HubFrame.Ack(session.committed, null));
        }
    }

    /** Called by the writer after a commit. */
    void committed(List<Entry> entries) {
        Map<Session, Long> through = new java.util.LinkedHashMap<>();
        for (Entry entry : entries) {
            Session session = entry.session();
            Activity activity = entry.activity();
            if (activity != null) {
                session.kept = session.kept.with(activity);
            }
            if (entry.content() instanceof Aside aside) {
                session.peer.tell(aside.reject());
            } else if (entry.content() instanceof Late) {
                session.lateUnderWay--;
            }
            through.merge(session, entry.through(), Math::max);
        }
        FaultPoint.BEFORE_ACK.reached();
        through.forEach((session, to) -> {
            session.committed = Math.max(session.committed, to);
            session.peer.tell(new HubFrame.Ack(session.committed, null));
            settle(session);
            if (session.isSeenAgain(clock.instant())) {
                announcer.seen(session.agent);
            }
        });
        announce(entries);
    }

    /** Called by the writer after a batch. */
    void hasRoom() {
        while (writer.load() < Credit.ROOM && !waitingForRoom.isEmpty()) {
            waitingForRoom.remove().run();
        }
    }

    private void announce(List<Entry> entries) {
        Map<Session, List<Entry>> told = new HashMap<>();
        for (Entry entry : entries) {
            boolean begins = entry.content() instanceof InOrder inOrder && inOrder.turned();
            if (begins || entry.content() instanceof Late || entry.content() instanceof ByHand) {
                told.computeIfAbsent(entry.session(), key -> new ArrayList<>()).add(entry);
            }
        }
        told.forEach((session, some) -> {
            announcer.spansChanged(session.agent, some);
            if (some.stream().anyMatch(entry -> entry.content() instanceof ByHand)) {
                announcer.wordsChanged(session.agent);
            }
            refreshIfLive(session, clock.instant());
        });
    }
}
