package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Label;
import io.modehub.activity.Modes;
import io.modehub.activity.Pause;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.classify.SetupHistory;
import io.modehub.live.LiveFrames;
import io.modehub.models.Questions;
import io.modehub.models.Setups.Judging;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import io.modehub.spans.AgentFold;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayTally;
import io.modehub.spans.Draft;
import io.modehub.store.IngestStore;
import io.modehub.store.IngestStore.CurrentRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One agent's stream as its lane knows it. Belongs to the lane's thread. */
final class Session {
    /** Versions made under one generation: more than an agent can use up before it reconnects. */
    private static final int COUNTER_BITS = 22;

    /** How often "last seen" is brought up to date while nothing changes. */
    private static final Duration SEEN_EVERY = Duration.ofSeconds(15);

    private static final Reason LABELLED = new Reason("label", Map.of(), "You said so");
    private static final Reason BY_HAND = new Reason("hand", Map.of(), "Set by hand");

    final AgentRef agent;
    final int streamKey;
    final long generation;
    final Peer peer;

    /** Highest sequence number taken in. */
    long accepted;

    /** Highest sequence number the database has committed. */
    long committed;

    /** What was taken in of its latest day, and what the database has of that. */
    DayTally taken;

    DayTally kept;

    /** Days before that one which were found to be full. */
    final Set<LocalDate> fullDays = new HashSet<>(0);

    /** Late activities are under way: until their replay is committed, what follows waits for it too. */
    int lateUnderWay;

    /** Who waits until everything taken in is durable. */
    final List<Promise<Void>> settling = new ArrayList<>(0);

    /** Nothing more is taken in; what was is still written, unless a newer link took over. */
    boolean ended;

    /** Nothing more may be written: a newer link took over, or something before it could not be. */
    boolean fenced;

    private Modes modes;
    private List<Label> words;
    private AgentFold fold;
    private Judging judging;

    /** Read by the link's thread, too. */
    private volatile List<Pause> pauses;

    private boolean outdated;
    private @Nullable LiveMode live;
    private long counter;
    private long writtenVersion;
    private Instant writtenAt = Instant.EPOCH;
    private Instant announcedAt = Instant.EPOCH;

    /** What the agent's owner should see at this moment. */
    record LiveMode(long version, int modeId, double confidence, Instant since, Source source, List<Reason> reasons) {
        /** Whether a person would notice the difference. */
        boolean looksLike(LiveMode other) {
            return modeId == other.modeId
                    && since.equals(other.since)
                    && source == other.source
                    && codes(reasons).equals(codes(other.reasons));
        }

        private static List<String> codes(List<Reason> reasons) {
            return reasons.stream().map(reason -> reason.code() + reason.args()).toList();
        }
    }

    Session(AgentRef agent, Beginning known, Peer peer) {
        this.agent = agent;
        this.streamKey = known.opened().streamKey();
        this.generation = known.opened().generation();
        this.accepted = known.opened().acked();
        this.committed = accepted;
        this.taken = known.opened().tally();
        this.kept = taken;
        this.peer = peer;
        this.modes = new Modes(known.modes());
        this.words = known.words();
        this.pauses = known.pauses();
        this.fold = known.fold();
        this.judging = known.judging();
    }

    /** As which link it writes. */
    IngestStore.Link link() {
        return new IngestStore.Link(streamKey, generation);
    }

    Modes modes() {
        return modes;
    }

    /** Takes over in which stretches nothing is to be kept. */
    void pause(List<Pause> all) {
        pauses = all;
    }

    /** Whether the window lies in a stretch in which nothing is to be kept, if only partly. */
    boolean isPaused(Instant start, Instant end) {
        for (Pause pause : pauses) {
            if (pause.touches(start, end)) {
                return true;
            }
        }
        return false;
    }

    boolean isPaused(Activity activity) {
        return isPaused(activity.at(), activity.end());
    }

    /** Takes over what the person changed. */
    void inform(Modes newModes, List<Label> newWords, long newSetupVersion) {
        modes = newModes;
        words = newWords;
        outdated |= newSetupVersion != judging.version();
    }

    /** Whether the activity comes after all that was folded. */
    boolean isInOrder(Activity activity) {
        return lateUnderWay == 0 && !outdated && !taken.isPast(activity.at()) && fold.accepts(activity);
    }

    /** Whether no more is kept of the day in which the activity starts. */
    boolean isFull(Activity activity) {
        return taken.isFullAt(activity.at())
                || (!fullDays.isEmpty() && fullDays.contains(DayFold.dayOf(activity.at())));
    }

    /** Classifies and folds an activity that is in order. */
    AgentFold.Step advance(Sample sample) {
        return fold.add(sample);
    }

    /** Goes on from a fold that has seen late activities too. */
    void adopt(AgentFold fresh, Judging freshJudging) {
        fold = fresh;
        judging = freshJudging;
        outdated = false;
    }

    /** Which version of the person's setups judges here. */
    long setupVersion() {
        return judging.version();
    }

    /** What judges here, unless it is outdated. */
    SetupHistory history() {
        return judging.history();
    }

    /**
     * The activities, each with what a classifier outside the hub said of it, where the person chose one. On the lane's thread;
     * completes on any.
     */
    Future<List<Sample>> ask(Questions questions, List<Activity> activities) {
        return isOutdated()
                ? Future.succeededFuture(activities.stream().map(Sample::of).toList())
                : questions.ask(agent.user(), history(), setupVersion(), modes(), activities, one -> !isPaused(one));
    }

    /** Whether other setups hold by now. */
    boolean isOutdated() {
        return outdated;
    }

    /** Other setups hold: what comes next is judged in its transaction, until the fold was made anew. */
    void outdate() {
        outdated = true;
    }

    /** End of what was folded last. */
    Instant foldedTo() {
        Draft open = fold.open();
        return open == null ? Instant.EPOCH : open.to();
    }

    /** Start of the window folded last. */
    Instant lastAt() {
        return fold.lastAt();
    }

    /** What the agent's owner sees at this moment; null before any activity. */
    @Nullable LiveMode live() {
        return live;
    }

    /** The predicted mode of the moment, for the database; null when it has what there is. */
    @Nullable CurrentRow current(Instant now) {
        Draft open = fold.open();
        Prediction believed = fold.last();
        LiveMode shown = live;
        if (open == null || believed == null || shown == null) {
            return null;
        }
        boolean known = shown.version() == writtenVersion && now.isBefore(writtenAt.plus(SEEN_EVERY));
        return known
                ? null
                : new CurrentRow(
                        agent.key(),
                        shown.version(),
                        agent.user(),
                        open.mode(),
                        believed.confidence(),
                        open.from(),
                        believed.source().wire(),
                        LiveFrames.reasons(believed.reasons()));
    }

    /** Whether pages should hear that the agent is there; true at most every {@link #SEEN_EVERY}. */
    boolean isSeenAgain(Instant now) {
        if (now.isBefore(announcedAt.plus(SEEN_EVERY))) {
            return false;
        }
        announcedAt = now;
        return true;
    }

    /** The database has that row now. */
    void written(CurrentRow row, Instant now) {
        writtenVersion = row.version();
        writtenAt = now;
    }

    /** Brings the live mode up to date; the answer is the new one where a person would notice, else null. */
    @Nullable LiveMode refreshLive(Instant now) {
        Draft open = fold.open();
        Prediction believed = fold.last();
        if (open == null || believed == null) {
            return null;
        }
        LiveMode next = wordAt(now, open)
                .map(word -> new LiveMode(
                        nextVersion(),
                        word.modeId(),
                        1,
                        word.from(),
                        word.source(),
                        List.of(word.source() == Source.HAND ? BY_HAND : LABELLED)))
                .orElseGet(() -> new LiveMode(
                        nextVersion(),
                        modes.ofOrigin(open.mode()),
                        believed.confidence(),
                        open.from(),
                        believed.source(),
                        believed.reasons()));
        LiveMode before = live;
        if (before != null && next.looksLike(before)) {
            return null;
        }
        counter++;
        live = next;
        return next;
    }

    /** The person's word that holds: the last said that covers the moment. */
    private Optional<Label> wordAt(Instant now, Draft open) {
        return words.stream()
                .filter(word -> !word.from().isAfter(now)
                        && word.to().map(to -> to.isAfter(now)).orElse(true))
                .filter(word -> !word.withSpan()
                        || (!word.from().isBefore(open.from()) && word.from().isBefore(open.to())))
                .max(Comparator.comparingLong(Label::id));
    }

    private long nextVersion() {
        return (generation << COUNTER_BITS) + counter + 1;
    }
}
