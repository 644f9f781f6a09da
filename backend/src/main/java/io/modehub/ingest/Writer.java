package io.modehub.ingest;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.store.Database;
import io.modehub.store.IngestStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a lane's entries in batches, one at a time and in order, on a connection of its own. A batch that can't be
 * committed for now is kept and tried again; a batch the database refuses is halved until the bad entry stands alone and
 * is set aside. Nothing is dropped but what a newer link has taken over.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** A batch is written once it has so many entries … */
    private static final int ENOUGH = 500;

    /**
     * What gathers while a batch is written goes together up to this: a cursor, a lock and a span cost the same for twenty
     * activities of an agent as for eighty.
     */
    private static final int MAX_BATCH = 2_000;

    /** … or its first entry is so old. */
    private static final int MAX_AGE_MS = 20;

    private static final int RETRY_MIN_MS = 100;
    private static final int RETRY_MAX_MS = 5_000;

    private final Database database;
    private final BatchTransaction transaction;
    private final IngestMeters meters;
    private final Clock clock;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable Vertx vertx;
    private @Nullable Lane lane;
    private @Nullable PgConnection connection;
    private long waitingSince;
    private long writingSince;
    private int underWay;
    private int load;
    private boolean writing;
    private boolean timerSet;
    private int failures;
    private @Nullable Promise<Void> finished;

    Writer(Database database, BatchTransaction transaction, IngestMeters meters, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    void start(Vertx ourVertx, Lane ourLane) {
        vertx = ourVertx;
        lane = ourLane;
    }

    /** Entries that are not yet durable. */
    int backlog() {
        return waiting.size() + underWay;
    }

    /** What waits, each entry by its {@linkplain Entry#weight weight}. */
    int load() {
        return load;
    }

    /** How long the first of what is not yet durable has waited, in ms; 0 where nothing waits. */
    long waitingMs() {
        if (backlog() == 0) {
            return 0;
        }
        return (System.nanoTime() - (writing ? writingSince : waitingSince)) / 1_000_000;
    }

    /** Whether the last attempt to write failed. */
    boolean isFailing() {
        return failures > 0;
    }

    /** Queues an entry; it is written soon. */
    void add(Entry entry) {
        if (waiting.isEmpty()) {
            waitingSince = System.nanoTime();
        }
        waiting.add(entry);
        load += entry.weight();
        flushWhenDue();
    }

    /**
     * Writes a batch once it is full or its first entry is old enough, even when the last one took no time: a transaction
     * of few rows costs nearly as much as one of many.
     */
    private void flushWhenDue() {
        long left = MAX_AGE_MS - (System.nanoTime() - waitingSince) / 1_000_000;
        if (waiting.size() >= ENOUGH || left <= 0 || finished != null) {
            flush();
        } else if (!timerSet && !writing && !waiting.isEmpty()) {
            timerSet = true;
            vertx().setTimer(left, id -> {
                timerSet = false;
                flush();
            });
        }
    }

    /**
     * Drops what waits of an agent's links before that one, also of those that have left: it comes again by the newer one, and must
     * not be written along with that.
     */
    void forgetBefore(Session newer) {
        forget(older -> older.agent.key() == newer.agent.key() && older.generation < newer.generation);
    }

    private void forget(Predicate<Session> whose) {
        waiting.removeIf(entry -> {
            boolean forgotten = whose.test(entry.session());
            load -= forgotten ? entry.weight() : 0;
            return forgotten;
        });
    }

    /** What waits of these persons is judged in its transaction: it was judged by setups that hold no longer. */
    private List<Entry> judgedLate(List<Entry> entries, Set<UserId> users) {
        List<Entry> answer = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            boolean outdated = users.contains(entry.session().agent.user()) && entry.content() instanceof Entry.InOrder;
            if (outdated) {
                entry.session().lateUnderWay++;
                entry.session().outdate();
            }
            answer.add(outdated ? entry.late() : entry);
        }
        return answer;
    }

    /** Completes once nothing waits any more, and closes the connection. */
    Future<Void> finish() {
        Promise<Void> done = Promise.promise();
        finished = done;
        flush();
        return done.future().compose(nothing -> {
            PgConnection open = connection;
            return open == null ? Future.succeededFuture() : open.close();
        });
    }

    private void flush() {
        if (writing) {
            return;
        }
        if (waiting.isEmpty()) {
            Promise<Void> done = finished;
            if (done != null) {
                done.tryComplete();
            }
            return;
        }
        writing = true;
        writingSince = waitingSince;
        waitingSince = System.nanoTime();
        List<Entry> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
        while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        underWay = batch.size();
        int weight = batch.stream().mapToInt(Entry::weight).sum();
        write(batch)
                .onFailure(failure -> LOG.error("a batch was written, but not everybody was told", failure))
                .onComplete(nothing -> {
                    writing = false;
                    underWay = 0;
                    load -= weight;
                    lane().hasRoom();
                    flush();
                });
    }

    /** Writes a batch whatever it takes; the future completes when nothing of it is left to do. */
    private Future<Void> write(List<Entry> batch) {
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        long before = System.nanoTime();
        return connected()
                .compose(open -> transaction.commit(open, batch, clock.instant()))
                .compose(
                        nothing -> {
                            recovered();
                            meters.written(batch.size(), System.nanoTime() - before);
                            lane().committed(batch);
                            meters.acknowledged(System.nanoTime() - writingSince);
                            return Future.succeededFuture();
                        },
                        failure -> afterFailure(batch, failure));
    }

    private Future<Void> afterFailure(List<Entry> batch, Throwable failure) {
        if (failure instanceof IngestStore.Fenced fenced) {
            return write(withoutFenced(batch, fenced));
        }
        if (failure instanceof BatchTransaction.Outdated outdated) {
            List<Entry> queued = judgedLate(List.copyOf(waiting), outdated.users());
            waiting.clear();
            waiting.addAll(queued);
            return write(judgedLate(batch, outdated.users()));
        }
        if (failure instanceof BatchTransaction.DaysFull full) {
            return write(batch.stream()
                    .map(entry -> full.has(entry) ? aside(entry, ErrorCode.DAY_FULL, Entry.DAY_IS_FULL) : entry)
                    .toList());
        }
        if (isRefusal(failure)) {
            return batch.size() == 1 ? setAside(batch.get(0), failure) : halves(batch);
        }
        failures++;
        if (failures == 1) {
            LOG.warn("activities can't be written for now, agents keep theirs; trying again: {}", failure.toString());
        }
        return reconnect()
                .compose(nothing -> unwritten(batch))
                .compose(this::write, again -> afterFailure(batch, again));
    }

    private List<Entry> withoutFenced(List<Entry> batch, IngestStore.Fenced fenced) {
        List<Entry> kept = new ArrayList<>(batch);
        List<Entry> dropped = new ArrayList<>();
        for (Entry entry : batch) {
            if (fenced.links().contains(entry.session().link())) {
                kept.remove(entry);
                dropped.add(entry);
            }
        }
        dropped.stream().map(Entry::session).distinct().forEach(session -> {
            session.fenced = true;
            forget(one -> one == session);
            lane().end(session, CloseCode.REPLACED, "a newer link took over");
        });
        return kept;
    }

    private Future<Void> halves(List<Entry> batch) {
        int half = batch.size() / 2;
        List<Entry> later = List.copyOf(batch.subList(half, batch.size()));
        return write(List.copyOf(batch.subList(0, half))).transform(told -> write(withoutFenced(later))
                .compose(nothing ->
                        told.succeeded() ? Future.<Void>succeededFuture() : Future.failedFuture(told.cause())));
    }

    /** Ends a session of which nothing more may be written: else its cursor would move over what wasn't. */
    private void stop(Session session, String why) {
        session.fenced = true;
        forget(one -> one == session);
        lane().end(session, CloseCode.OVERLOADED, why);
    }

    /** What of a batch may still be written once an earlier part was: else a cursor would move over what was dropped there. */
    private static List<Entry> withoutFenced(List<Entry> batch) {
        return batch.stream().filter(entry -> !entry.session().fenced).toList();
    }

    private Future<Void> setAside(Entry entry, Throwable failure) {
        if (entry.content() instanceof Entry.Aside) {
            LOG.error("an item can be neither stored nor set aside; its agent keeps it", failure);
            stop(entry.session(), "the database refuses this stream");
            return Future.succeededFuture();
        }
        LOG.warn("the database refused an item, set aside: {}", failure.getMessage());
        return write(List.of(aside(entry, ErrorCode.NOT_STORABLE, ErrorCode.NOT_STORABLE.title())));
    }

    /** The entry's number with its item set aside instead. */
    private Entry aside(Entry entry, ErrorCode code, String message) {
        meters.rejected(code.wire());
        if (entry.content() instanceof Entry.Late) {
            entry.session().lateUnderWay--;
        }
        Activity activity = entry.activity();
        return entry.aside(
                new HubFrame.Reject(entry.through(), code.wire(), message),
                activity == null ? "" : ActivityJson.write(activity));
    }

    /** SQLSTATE classes 22 (data) and 23 (constraint): trying again would not help. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof PgException e
                && (e.getSqlState().startsWith("22") || e.getSqlState().startsWith("23"));
    }

    /** What of a batch of unknown fate is not yet durable. */
    private Future<List<Entry>> unwritten(List<Entry> batch) {
        List<Integer> keys = batch.stream()
                .map(entry -> entry.session().streamKey)
                .distinct()
                .toList();
        return connected().compose(open -> IngestStore.cursors(open, keys)).map(acked -> {
            List<Entry> done = new ArrayList<>();
            List<Entry> left = new ArrayList<>();
            for (Entry entry : batch) {
                Session session = entry.session();
                Long through = acked.get(session.link());
                if (through == null) {
                    // What a newer link has moved the cursor over says nothing of what this one brought.
                    stop(session, "another link took over before it was known what was stored");
                } else if (entry.through() > through) {
                    left.add(entry);
                } else {
                    done.add(entry);
                    if (entry.content() instanceof Entry.Late) {
                        // The fold was to be made anew with the commit.
                        session.outdate();
                    }
                }
            }
            if (!done.isEmpty()) {
                lane().committed(done);
            }
            return left;
        });
    }

    private Future<PgConnection> connected() {
        PgConnection open = connection;
        if (open != null) {
            return Future.succeededFuture(open);
        }
        return PgConnection.connect(vertx(), database.connectOptions()).map(fresh -> {
            connection = fresh;
            fresh.closeHandler(nothing -> {
                if (connection == fresh) {
                    connection = null;
                }
            });
            return fresh;
        });
    }

    /** Throws the connection away and waits a little, longer each time. */
    private Future<Void> reconnect() {
        PgConnection broken = connection;
        connection = null;
        if (broken != null) {
            broken.close().onFailure(failure -> LOG.debug("closing a broken connection: {}", failure.toString()));
        }
        int most = Math.min(RETRY_MAX_MS, RETRY_MIN_MS << Math.min(failures, 6));
        Promise<Void> waited = Promise.promise();
        vertx().setTimer(RETRY_MIN_MS + ThreadLocalRandom.current().nextInt(most), id -> waited.complete());
        return waited.future();
    }

    private void recovered() {
        if (failures > 0) {
            LOG.info("activities are written again after {} failed tries", failures);
            failures = 0;
        }
    }

    private Vertx vertx() {
        return java.util.Objects.requireNonNull(vertx);
    }

    private Lane lane() {
        return java.util.Objects.requireNonNull(lane);
    }
}
