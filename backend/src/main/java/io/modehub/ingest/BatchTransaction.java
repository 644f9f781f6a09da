package io.modehub.ingest;

import io.modehub.ingest.Entry.Aside;
import io.modehub.ingest.Entry.ByHand;
import io.modehub.ingest.Entry.InOrder;
import io.modehub.ingest.Entry.Late;
import io.modehub.ingest.Entry.Lost;
import io.modehub.protocol.Activity;
import io.modehub.store.IngestStore;
import io.modehub.store.IngestStore.ActivityRow;
import io.modehub.store.IngestStore.AsideRow;
import io.modehub.store.IngestStore.CurrentRow;
import io.modehub.store.IngestStore.CursorMove;
import io.modehub.store.IngestStore.GapRow;
import io.modehub.store.IngestStore.HandRow;
import io.modehub.store.IngestStore.PostedRow;
import io.modehub.store.IngestStore.SpanRow;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One batch, one transaction: cursors first, which locks them, then rows, spans, words and current modes. */
final class BatchTransaction {
    private final Trackers trackers;

    BatchTransaction(Trackers trackers) {
        this.trackers = trackers;
    }

    /** Commits the batch or leaves no trace of it. */
    Future<Void> commit(PgConnection connection, List<Entry> batch, Instant now) {
        return connection.begin().compose(open -> write(connection, batch, now)
                .compose(nothing -> open.commit())
                .recover(failure -> open.rollback().transform(nothing -> Future.failedFuture(failure))));
    }

    private Future<Void> write(PgConnection connection, List<Entry> batch, Instant now) {
        Map<Session, long[]> moves = new LinkedHashMap<>();
        List<ActivityRow> rows = new ArrayList<>(batch.size());
        Map<List<Object>, SpanRow> spans = new LinkedHashMap<>();
        List<AsideRow> asides = new ArrayList<>();
        List<GapRow> gaps = new ArrayList<>();
        List<HandRow> hands = new ArrayList<>();
        List<PostedRow> posted = new ArrayList<>();
        Map<Session, List<Activity>> late = new LinkedHashMap<>();
        for (Entry entry : batch) {
            Session session = entry.session();
            moves.computeIfAbsent(session, key -> new long[] {key.committed, 0})[1] = entry.through();
            Activity activity = entry.activity();
            if (activity != null) {
                rows.add(new ActivityRow(session.streamKey, entry.through(), activity));
            }
            String itemId = null;
            if (entry.content() instanceof InOrder inOrder) {
                inOrder.spans().forEach(span -> spans.put(List.of(span.agentKey(), span.from()), span));
                itemId = inOrder.itemId();
            } else if (entry.content() instanceof Late item) {
                late.computeIfAbsent(session, key -> new ArrayList<>()).add(item.activity());
                itemId = item.itemId();
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
                hands.add(new HandRow(session.agent.key(), hand.at(), hand.modeId(), hand.until()));
            }
            if (itemId != null) {
                posted.add(new PostedRow(session.agent.key(), itemId));
            }
        }
        List<CursorMove> cursors = moves.entrySet().stream()
                .map(move -> new CursorMove(
                        move.getKey().streamKey, move.getKey().generation, move.getValue()[0], move.getValue()[1]))
                .toList();
        Future<Void> locked = IngestStore.moveCursors(connection, cursors);
        List<Future<Void>> writes = new ArrayList<>();
        writes.add(locked);
        LocalDate received = LocalDate.ofInstant(now, ZoneOffset.UTC);
        addUnlessEmpty(writes, rows, () -> IngestStore.insertActivities(connection, rows, received));
        addUnlessEmpty(writes, posted, () -> IngestStore.notePosted(connection, posted));
        addUnlessEmpty(writes, spans.values(), () -> IngestStore.putSpans(connection, List.copyOf(spans.values())));
        addUnlessEmpty(writes, asides, () -> IngestStore.setAside(connection, asides));
        addUnlessEmpty(writes, gaps, () -> IngestStore.noteGaps(connection, gaps));
        hands.forEach(hand -> writes.add(IngestStore.setByHand(connection, hand)));
        Map<Session, CurrentRow> currents = currents(moves.keySet(), now);
        addUnlessEmpty(
                writes, currents.values(), () -> IngestStore.putCurrent(connection, List.copyOf(currents.values()), now)
                        .onSuccess(nothing -> currents.forEach((session, row) -> session.written(row, now))));
        return locked.compose(nothing -> Future.join(writes))
                .compose(nothing -> replayAll(connection, late))
                .mapEmpty();
    }

    private static void addUnlessEmpty(
            List<Future<Void>> writes, Collection<?> rows, java.util.function.Supplier<Future<Void>> write) {
        if (!rows.isEmpty()) {
            writes.add(write.get());
        }
    }

    private static Map<Session, CurrentRow> currents(Collection<Session> sessions, Instant now) {
        Map<Session, CurrentRow> rows = new LinkedHashMap<>();
        for (Session session : sessions) {
            CurrentRow row = session.current(now);
            if (row != null) {
                rows.put(session, row);
            }
        }
        return rows;
    }

    private Future<Void> replayAll(SqlConnection connection, Map<Session, List<Activity>> late) {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Session, List<Activity>> entry : late.entrySet()) {
            done = done.compose(nothing -> replay(connection, entry.getKey(), entry.getValue()));
        }
        return done;
    }

    /** Runs the fold again over the stretch that late activities fall into. */
    private Future<Void> replay(SqlConnection connection, Session session, List<Activity> late) {
        Instant from = late.stream().map(Activity::at).min(Instant::compareTo).orElseThrow();
        Instant to = late.stream().map(Activity::end).max(Instant::compareTo).orElseThrow();
        return IngestStore.activitiesSince(connection, session.agent.key(), from.minus(Replay.WARM_UP))
                .compose(kept -> {
                    List<Activity> stretch = Replay.stretch(kept, from, to);
                    Replay replay = Replay.of(stretch, trackers);
                    boolean reachesThePresent = stretch.get(stretch.size() - 1).equals(kept.get(kept.size() - 1));
                    List<SpanRow> spans =
                            replay.spans().stream().map(session::row).toList();
                    Instant begin = stretch.get(0).at();
                    Instant end = stretch.get(stretch.size() - 1).end();
                    return IngestStore.replaceSpans(connection, session.agent.key(), begin, end, spans)
                            .onSuccess(nothing -> {
                                if (reachesThePresent) {
                                    session.adopt(replay);
                                }
                            });
                });
    }
}
