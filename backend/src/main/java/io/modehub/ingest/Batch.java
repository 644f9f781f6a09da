package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Sample;
import io.modehub.activity.UserId;
import io.modehub.ingest.Entry.Aside;
import io.modehub.ingest.Entry.ByHand;
import io.modehub.ingest.Entry.InOrder;
import io.modehub.ingest.Entry.Late;
import io.modehub.ingest.Entry.Lost;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayTally;
import io.modehub.spans.PersonTime;
import io.modehub.spans.SpanChanges;
import io.modehub.store.IngestStore.ActivityRow;
import io.modehub.store.IngestStore.AsideRow;
import io.modehub.store.IngestStore.CursorMove;
import io.modehub.store.IngestStore.GapRow;
import io.modehub.store.IngestStore.HandRow;
import io.modehub.store.IngestStore.PostedRow;
import io.modehub.store.IngestStore.SpanKey;
import io.modehub.store.IngestStore.SpanRow;
import io.modehub.timeline.Rollups.Touched;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of one transaction sorted by what is to be written. */
final class Batch {
    /** A late window cuts an earlier one, which is at most so long. */
    private static final Duration LONGEST_WINDOW = Duration.ofMillis(Activity.MAX_DURATION_MS);

    /** A sign of a person may choose between agents for so long after it. */
    private static final Duration SIGN_COUNTS = Duration.ofMillis(PersonTime.SIGN_COUNTS_MS);

    final List<ActivityRow> rows = new ArrayList<>();
    final List<AsideRow> asides = new ArrayList<>();
    final List<GapRow> gaps = new ArrayList<>();
    final List<PostedRow> posted = new ArrayList<>();
    final Map<HandRow, UserId> hands = new LinkedHashMap<>();
    final Map<Session, List<Activity>> late = new LinkedHashMap<>();
    private final Map<Session, Part> parts = new LinkedHashMap<>();
    private final Map<SpanKey, SpanRow> spans = new LinkedHashMap<>();
    private final Set<SpanKey> gone = new HashSet<>();
    private final List<Touched> touched = new ArrayList<>();

    /** What of a batch is one session's. */
    private static final class Part {
        final Session session;

        /** Versions of the setups that judged what came in order. */
        final Set<Long> judgedBy = new HashSet<>(2);

        long through;
        DayTally tally;
        Instant reached = Instant.MIN;

        /** Start of the first that came in order. */
        Instant first = Instant.MAX;

        /** The first moment that what came in order has changed. */
        Instant changedFrom = Instant.MAX;

        /** The last stretch it has changed, which may still grow. */
        @Nullable Touched stretch;

        Part(Session session) {
            this.session = session;
            this.tally = session.kept;
        }
    }

    Batch(List<Entry> entries) {
        Part part = null;
        for (Entry entry : entries) {
            if (part == null || part.session != entry.session()) {
                part = parts.computeIfAbsent(entry.session(), Part::new);
            }
            add(part, entry);
        }
    }

    Collection<Session> sessions() {
        return parts.keySet();
    }

    Set<UserId> users() {
        Set<UserId> users = new HashSet<>();
        parts.keySet().forEach(session -> users.add(session.agent.user()));
        return users;
    }

    List<Integer> agentKeys() {
        return parts.keySet().stream().map(session -> session.agent.key()).toList();
    }

    List<CursorMove> moves() {
        return parts.values().stream()
                .map(part -> new CursorMove(
                        part.session.streamKey,
                        part.session.generation,
                        part.session.committed,
                        part.through,
                        part.tally))
                .toList();
    }

    /** Versions of the setups that judged what came in order, where anything did. */
    Map<Session, Set<Long>> judgedBy() {
        Map<Session, Set<Long>> versions = new HashMap<>();
        parts.forEach((session, part) -> {
            if (!part.judgedBy.isEmpty()) {
                versions.put(session, part.judgedBy);
            }
        });
        return versions;
    }

    /** Pieces to take away first. */
    Set<SpanKey> gone() {
        return gone;
    }

    /** Pieces to put in place then. */
    Collection<SpanRow> spans() {
        return spans.values();
    }

    /**
     * The first day that an activity in order may have changed, by session: also the one before, for an hour after its end, since
     * what comes then tells more of it.
     */
    Map<Session, LocalDate> firstDays() {
        Map<Session, LocalDate> days = new LinkedHashMap<>();
        parts.forEach((session, part) -> {
            if (part.stretch != null) {
                LocalDate changed = DayFold.dayOf(part.changedFrom);
                LocalDate told = DayFold.daysTouchedBy(part.first).get(0);
                days.put(session, told.isBefore(changed) ? told : changed);
            }
        });
        return days;
    }

    /** Days to which late activities were added, by agent. */
    Map<Integer, Set<LocalDate>> lateDays() {
        Map<Integer, Set<LocalDate>> days = new HashMap<>();
        late.forEach((session, activities) ->
                activities.forEach(activity -> days.computeIfAbsent(session.agent.key(), key -> new HashSet<>())
                        .add(DayFold.dayOf(activity.at()))));
        return days;
    }

    /** Up to where each person's activities have come. */
    Map<UserId, Instant> reached() {
        Map<UserId, Instant> reached = new HashMap<>();
        parts.forEach((session, part) -> {
            if (!part.reached.equals(Instant.MIN)) {
                reached.merge(session.agent.user(), part.reached, Batch::later);
            }
        });
        return reached;
    }

    /** Stretches whose time may be another now, but for days that are run again. */
    List<Touched> touched(Instant now) {
        List<Touched> all = new ArrayList<>(touched);
        parts.values().forEach(part -> {
            if (part.stretch != null) {
                all.add(part.stretch);
            }
        });
        hands.forEach((hand, user) -> all.add(new Touched(user, hand.at(), now)));
        return all;
    }

    private void add(Part part, Entry entry) {
        Session session = entry.session();
        part.through = entry.through();
        String itemId = null;
        if (entry.content() instanceof InOrder inOrder) {
            itemId = inOrder.itemId();
            part.judgedBy.add(inOrder.setupVersion());
            addSample(part, entry, inOrder.sample(), inOrder.present());
            part.first = inOrder.sample().at().isBefore(part.first)
                    ? inOrder.sample().at()
                    : part.first;
            inOrder.changes().forEach(change -> addChange(part, change));
        } else if (entry.content() instanceof Late item) {
            itemId = item.itemId();
            addSample(part, entry, item.sample(), false);
            late.computeIfAbsent(session, key -> new ArrayList<>()).add(item.activity());
            touched.add(new Touched(
                    session.agent.user(),
                    item.activity().at(),
                    item.activity().at().plus(LONGEST_WINDOW).plus(SIGN_COUNTS)));
        } else if (entry.content() instanceof Aside aside) {
            asides.add(new AsideRow(
                    session.streamKey,
                    entry.through(),
                    aside.reject().code(),
                    aside.reject().message(),
                    aside.item()));
        } else if (entry.content() instanceof Lost lost) {
            gaps.add(new GapRow(session.streamKey, lost.from(), lost.to(), lost.reason()));
        } else if (entry.content() instanceof ByHand hand) {
            hands.put(new HandRow(session.agent.key(), hand.at(), hand.modeId(), hand.until()), session.agent.user());
        }
        if (itemId != null) {
            posted.add(new PostedRow(session.agent.key(), itemId));
        }
    }

    private void addSample(Part part, Entry entry, Sample sample, boolean present) {
        rows.add(new ActivityRow(part.session.streamKey, entry.through(), sample, present));
        part.reached = later(part.reached, sample.at());
        part.tally = part.tally.with(sample.activity());
    }

    private void addChange(Part part, SpanChanges change) {
        if (!change.from().isBefore(change.to())) {
            return;
        }
        AgentRef agent = part.session.agent;
        change.gone().forEach(draft -> {
            SpanKey key = new SpanKey(agent.key(), draft.from());
            gone.add(key);
            spans.remove(key);
        });
        change.put().forEach(draft -> spans.put(new SpanKey(agent.key(), draft.from()), new SpanRow(agent, draft)));
        part.changedFrom = change.from().isBefore(part.changedFrom) ? change.from() : part.changedFrom;
        Touched next = new Touched(agent.user(), change.from(), change.to().plus(SIGN_COUNTS));
        Touched before = part.stretch;
        if (before != null && next.from().isAfter(before.to())) {
            touched.add(before);
        }
        part.stretch = before == null || next.from().isAfter(before.to()) ? next : before.with(next);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
