package io.modehub.ingest;

import io.modehub.activity.UserId;
import io.modehub.ingest.Entry.Aside;
import io.modehub.ingest.Entry.ByHand;
import io.modehub.ingest.Entry.InOrder;
import io.modehub.ingest.Entry.Late;
import io.modehub.ingest.Entry.Lost;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
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
    private final Map<Session, Set<Long>> judgedBy = new HashMap<>();
    private final Map<Session, Long> moves = new LinkedHashMap<>();
    private final Map<SpanKey, SpanRow> spans = new LinkedHashMap<>();
    private final Set<SpanKey> gone = new HashSet<>();
    private final Map<Session, LocalDate> firstDays = new HashMap<>();
    private final Map<UserId, Instant> reached = new HashMap<>();
    private final List<Touched> touched = new ArrayList<>();

    Batch(List<Entry> entries) {
        entries.forEach(this::add);
    }

    Collection<Session> sessions() {
        return moves.keySet();
    }

    Set<UserId> users() {
        Set<UserId> users = new HashSet<>();
        moves.keySet().forEach(session -> users.add(session.agent.user()));
        return users;
    }

    List<Integer> agentKeys() {
        return moves.keySet().stream().map(session -> session.agent.key()).toList();
    }

    List<CursorMove> moves() {
        return moves.entrySet().stream()
                .map(move -> new CursorMove(
                        move.getKey().streamKey, move.getKey().generation, move.getKey().committed, move.getValue()))
                .toList();
    }

    /** Versions of the setups that judged what came in order. */
    Map<Session, Set<Long>> judgedBy() {
        return judgedBy;
    }

    /** Pieces to take away first. */
    Set<SpanKey> gone() {
        return gone;
    }

    /** Pieces to put in place then. */
    Collection<SpanRow> spans() {
        return spans.values();
    }

    /** The first day that an activity in order has changed, by session. */
    Map<Session, LocalDate> firstDays() {
        return firstDays;
    }

    /** Up to where each person's activities have come. */
    Map<UserId, Instant> reached() {
        return reached;
    }

    /** Stretches whose time may be another now, but for days that are run again. */
    List<Touched> touched(Instant now) {
        List<Touched> all = new ArrayList<>(touched);
        hands.forEach((hand, user) -> all.add(new Touched(user, hand.at(), now)));
        return all;
    }

    private void add(Entry entry) {
        Session session = entry.session();
        moves.put(session, entry.through());
        String itemId = null;
        if (entry.content() instanceof InOrder inOrder) {
            itemId = inOrder.itemId();
            judgedBy.computeIfAbsent(session, key -> new HashSet<>()).add(inOrder.setupVersion());
            addActivity(entry, inOrder.activity(), inOrder.present());
            inOrder.changes().forEach(change -> addChange(session, change));
        } else if (entry.content() instanceof Late item) {
            itemId = item.itemId();
            addActivity(entry, item.activity(), false);
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

    private void addActivity(Entry entry, Activity activity, boolean present) {
        rows.add(new ActivityRow(entry.session().streamKey, entry.through(), activity, present));
        reached.merge(entry.session().agent.user(), activity.at(), (a, b) -> a.isAfter(b) ? a : b);
    }

    private void addChange(Session session, SpanChanges change) {
        if (!change.from().isBefore(change.to())) {
            return;
        }
        change.gone().forEach(draft -> {
            SpanKey key = new SpanKey(session.agent.key(), draft.from());
            gone.add(key);
            spans.remove(key);
        });
        change.put()
                .forEach(draft ->
                        spans.put(new SpanKey(session.agent.key(), draft.from()), new SpanRow(session.agent, draft)));
        firstDays.merge(session, DayFold.dayOf(change.from()), (a, b) -> a.isBefore(b) ? a : b);
        touched.add(new Touched(session.agent.user(), change.from(), change.to().plus(SIGN_COUNTS)));
    }
}
