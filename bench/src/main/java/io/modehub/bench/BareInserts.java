package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import io.modehub.protocol.Activity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ceiling: the same rows into a table of the same shape in the same server, in batches of 500 over two connections
 * with four batches under way each, and nothing else: no parsing, cursors, classification or spans.
 */
final class BareInserts {
    private static final int CONNECTIONS = 2;
    private static final int UNDER_WAY = 4;
    private static final int STREAMS_A_BATCH = 25;
    private static final int ROWS_A_STREAM = 20;
    private static final int STREAMS = 64;
    private static final int STEP_MS = 5_000;
    private static final String INSERT = """
            insert into bare (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard, app, title, domain, audio)
            select x.at, x.seq, x.stream_key, x.duration_ms, $12, x.idle_ms, x.mouse, x.keyboard,
                   x.app, x.title, x.domain, x.audio
              from unnest($1::timestamptz[], $2::bigint[], $3::integer[], $4::integer[], $5::integer[],
                          $6::real[], $7::real[], $8::text[], $9::text[], $10::text[], $11::text[])
                   as x (at, seq, stream_key, duration_ms, idle_ms, mouse, keyboard, app, title, domain, audio)
            on conflict do nothing
            """;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final AtomicLong rows = new AtomicLong();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private volatile boolean stopped;

    BareInserts(Vertx vertx, DatabaseUrl url) {
        this.vertx = vertx;
        this.options = new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password().value())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(UNDER_WAY);
    }

    /** Begins to insert. */
    void start(Instant first) {
        wait(connect().compose(connection -> connection
                .query("drop table if exists bare; create table bare (like activities including all)")
                .execute()
                .compose(done -> connection.close())));
        for (int i = 0; i < CONNECTIONS; i++) {
            PgConnection connection = wait(connect());
            Source source = new Source(i * STREAMS, first);
            for (int k = 0; k < UNDER_WAY; k++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                vertx.runOnContext(nothing -> insert(connection, source, end));
            }
        }
    }

    /** Rows inserted so far. */
    long rows() {
        return rows.get();
    }

    /** Ends once what is under way is committed. */
    void stop() {
        stopped = true;
        ends.forEach(CompletableFuture::join);
    }

    private void insert(PgConnection connection, Source source, CompletableFuture<Void> end) {
        if (stopped) {
            end.complete(null);
            return;
        }
        connection
                .preparedQuery(INSERT)
                .execute(source.next())
                .onSuccess(done -> {
                    rows.addAndGet(done.rowCount());
                    insert(connection, source, end);
                })
                .onFailure(end::completeExceptionally);
    }

    private Future<PgConnection> connect() {
        return PgConnection.connect(vertx, options);
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Batches as the hub would make them: some streams, some activities of each. */
    private static final class Source {
        private final int firstStream;
        private final List<Script> scripts = new ArrayList<>();
        private final long[] next = new long[STREAMS];
        private int turn;

        Source(int firstStream, Instant start) {
            this.firstStream = firstStream;
            for (int i = 0; i < STREAMS; i++) {
                scripts.add(new Script(firstStream + i, start, STEP_MS));
            }
        }

        Tuple next() {
            int n = STREAMS_A_BATCH * ROWS_A_STREAM;
            OffsetDateTime[] at = new OffsetDateTime[n];
            Long[] seq = new Long[n];
            Integer[] stream = new Integer[n];
            Integer[] duration = new Integer[n];
            Integer[] idle = new Integer[n];
            Float[] mouse = new Float[n];
            Float[] keyboard = new Float[n];
            String[] app = new String[n];
            String[] title = new String[n];
            String[] domain = new String[n];
            String[] audio = new String[n];
            for (int i = 0; i < n; i++) {
                int of = turn % STREAMS;
                long number = ++next[of];
                Activity activity = scripts.get(of).activity(number);
                at[i] = activity.at().atOffset(ZoneOffset.UTC);
                seq[i] = number;
                stream[i] = firstStream + of;
                duration[i] = activity.durationMs();
                idle[i] = activity.idleMs() == null ? null : activity.idleMs().intValue();
                mouse[i] = (float) activity.mouse();
                keyboard[i] = (float) activity.keyboard();
                app[i] = activity.app();
                title[i] = activity.title();
                domain[i] = activity.domain();
                audio[i] = activity.audio().isEmpty() ? null : scripts.get(of).levels(number);
                turn += i % ROWS_A_STREAM == ROWS_A_STREAM - 1 ? 1 : 0;
            }
            LocalDate received = LocalDate.now(ZoneOffset.UTC);
            return Tuple.from(Arrays.asList(
                    at, seq, stream, duration, idle, mouse, keyboard, app, title, domain, audio, received));
        }
    }
}
