package io.modehub.bench;

import io.modehub.protocol.Activity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * Would activities be better off in partitions by month? The same rows, in the order in which agents report them, into the
 * table as it is and into a partitioned one; then what is asked of them, and the oldest month taken away.
 */
final class StorageBenchmark {
    private static final int AGENTS = 24;
    private static final int DAYS = 174;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int BATCH = 500;
    private static final int BLOCK = 20_000;
    private static final int STEP = 5_000;
    private static final String PLAIN = "plain";
    private static final String PARTED = "parted";
    private static final List<String> TABLES = List.of(PLAIN, PARTED);
    private static final String COLUMNS =
            "at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard, app, title, domain, audio, present";

    private final HubProcess hub;
    private final Sql sql;
    private final int windowsADay;
    private final boolean brief;
    private final Figures figures;

    private StorageBenchmark(HubProcess hub, Sql sql, boolean brief) {
        this.hub = hub;
        this.sql = sql;
        this.brief = brief;
        this.windowsADay = brief ? 72 : 480;
        this.figures = new Figures("storage", brief);
    }

    static Figures run(HubProcess hub, boolean brief) {
        try (Sql sql = new Sql(hub.database())) {
            StorageBenchmark benchmark = new StorageBenchmark(hub, sql, brief);
            Usage before = Usage.now(hub);
            benchmark.create();
            benchmark.insert();
            benchmark.size();
            benchmark.read();
            benchmark.removeOldestMonth();
            return benchmark.figures.add(
                    "othersPercent",
                    "CPU of other programs",
                    Usage.now(hub).since(before).othersPercent(),
                    "% of a core");
        }
    }

    private void create() {
        sql.update("create unlogged table source (n bigint primary key, like activities)");
        sql.update("create table plain (like activities including all)");
        sql.update("create table parted (like activities including defaults including constraints,"
                + " primary key (stream_key, at, seq)) partition by range (at)");
        YearMonth last = YearMonth.from(FIRST_DAY.plusDays(DAYS));
        for (YearMonth month = YearMonth.from(FIRST_DAY); !month.isAfter(last); month = month.plusMonths(1)) {
            sql.update("create table " + partition(month) + " partition of parted for values from ('" + month.atDay(1)
                    + "') to ('" + month.plusMonths(1).atDay(1) + "')");
        }
        try (OutputStream out = sql.copyInto("source (n, " + COLUMNS + ")")) {
            for (long n = 0; n < rows(); n++) {
                out.write(line(n).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sql.update("vacuum (analyze) source");
        sql.update("checkpoint");
    }

    private long rows() {
        return (long) AGENTS * DAYS * windowsADay;
    }

    private static String partition(YearMonth month) {
        return "parted_" + month.toString().replace('-', '_');
    }

    /** All agents report minute by minute, from eight in the morning on. */
    private String line(long n) {
        int agent = (int) (n % AGENTS);
        long seq = n / AGENTS + 1;
        Script script = new Script(agent, Instant.EPOCH, 60_000);
        Activity like = script.activity(seq);
        Object[] values = {
            n,
            dayStart((seq - 1) / windowsADay).plus(Duration.ofHours(8)).plusSeconds(60 * ((seq - 1) % windowsADay)),
            seq,
            agent + 1,
            60_000,
            FIRST_DAY.plusDays((seq - 1) / windowsADay),
            like.idleMs(),
            like.mouse(),
            like.keyboard(),
            like.app(),
            like.title(),
            like.domain(),
            like.audio().isEmpty() ? null : script.levels(seq),
            true
        };
        StringBuilder line = new StringBuilder(256);
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : "\t")
                    .append(value == null ? "\\N" : value.toString().replace("\\", "\\\\"));
        }
        return line.append('\n').toString();
    }

    private static Instant dayStart(long day) {
        return FIRST_DAY.plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** In transactions as large as the hub's, block by block into one table and the other. */
    private void insert() {
        Map<String, long[]> used = new LinkedHashMap<>();
        TABLES.forEach(table -> used.put(table, new long[2]));
        for (long block = 0; block < rows(); block += BLOCK) {
            for (String table : block / BLOCK % 2 == 0 ? TABLES : List.of(PARTED, PLAIN)) {
                long[] sums = java.util.Objects.requireNonNull(used.get(table));
                long began = System.nanoTime();
                long cpu = postgres();
                for (long n = block; n < block + BLOCK; n += BATCH) {
                    sql.update(
                            "insert into " + table + " (" + COLUMNS + ") select " + COLUMNS
                                    + " from source where n >= ? and n < ? on conflict do nothing",
                            n,
                            n + BATCH);
                }
                sums[0] += System.nanoTime() - began;
                sums[1] += postgres() - cpu;
            }
        }
        TABLES.forEach(table -> sql.update("vacuum (analyze) " + table));
        figures.part("Inserts of " + rows() + " rows in batches of " + BATCH
                        + " over one connection: plain, partitioned")
                .row("rows/s", both("InsertPerSecond", table -> rows() / (value(used, table, 0) / 1e9)), "")
                .row("CPU of PostgreSQL, µs a row", both("InsertMicros", table -> value(used, table, 1) / rows()), "");
    }

    private static double value(Map<String, long[]> used, String table, int which) {
        return java.util.Objects.requireNonNull(used.get(table))[which];
    }

    private void size() {
        figures.part("Size, bytes a row: plain, partitioned")
                .row("with index", both("RowBytes", table -> bytes(table, "pg_total_relation_size") / rows()), "")
                .row("of it the index", both("IndexBytes", table -> bytes(table, "pg_indexes_size") / rows()), "");
    }

    private double bytes(String table, String function) {
        return sql.number(
                "select coalesce((select sum(" + function
                        + "(inhrelid))::bigint from pg_inherits where inhparent = t), " + function
                        + "(t)) from (select ?::regclass as t) as x",
                table);
    }

    private void read() {
        String day = "select at from %s where stream_key = ? and at >= ?::timestamptz"
                + " and at < ?::timestamptz + interval '1 day' order by at";
        String joined = "select x.at from unnest(array[?], array[?::timestamptz], array[?::timestamptz])"
                + " as j (stream_key, from_at, to_at) join %s x on x.stream_key = j.stream_key"
                + " and x.at >= j.from_at - interval '1 minute' and x.at < j.to_at + interval '1 day' order by x.at";
        String latest = "select at from %s where stream_key = ? order by at desc limit 1";
        figures.part("Reads, p50 in ms: plain, partitioned")
                .row("an agent's day", both("DayMs", table -> p50(day.formatted(table), true)), "")
                .row(
                        "the same joined to a question",
                        both("JoinedDayMs", table -> p50(joined.formatted(table), true)),
                        "")
                .row("an agent's latest", both("LatestMs", table -> p50(latest.formatted(table), false)), "");
    }

    private double p50(String query, boolean ofDay) {
        Random random = new Random(7);
        Histogram times = new Histogram(3);
        for (int i = -50; i < (brief ? 200 : 1_000); i++) {
            int agent = 1 + random.nextInt(AGENTS);
            String day = dayStart(random.nextInt(DAYS)).toString();
            long began = System.nanoTime();
            int found = ofDay ? sql.count(query, agent, day, day) : sql.count(query, agent);
            if (i >= 0) {
                times.recordValue(System.nanoTime() - began);
            }
            if (found < 1) {
                throw new IllegalStateException("nothing found by " + query);
            }
        }
        return times.getValueAtPercentile(50) / 1e6;
    }

    /** The plain table as retention does it, in steps, and what vacuum does afterwards; the other one drops a partition. */
    private void removeOldestMonth() {
        YearMonth oldest = YearMonth.from(FIRST_DAY);
        String end = oldest.plusMonths(1).atDay(1).toString();
        long began = System.nanoTime();
        long cpu = postgres();
        long rows = 0;
        for (int agent = 1; agent <= AGENTS; agent++) {
            long gone;
            do {
                gone = sql.update("""
                        with old as (
                            select stream_key, at, seq from plain where stream_key = ? and at < ?::timestamptz
                             order by at limit %d)
                        delete from plain x using old
                         where x.stream_key = old.stream_key and x.at = old.at and x.seq = old.seq
                        """.formatted(STEP), agent, end);
                rows += gone;
            } while (gone == STEP);
        }
        long deleted = System.nanoTime() - began;
        sql.update("vacuum plain");
        long all = System.nanoTime() - began;
        double micros = (postgres() - cpu) / (double) rows;
        long drop = System.nanoTime();
        sql.update("drop table " + partition(oldest));
        long dropped = System.nanoTime() - drop;
        figures.part("The oldest month, " + rows + " rows")
                .add("deleteMs", "deleted in steps of " + STEP, deleted / 1e6, "ms")
                .add("deleteAndVacuumMs", "with the vacuum after it", all / 1e6, "ms")
                .add("deleteMicros", "CPU of PostgreSQL for both", micros, "µs a row")
                .add("dropMs", "dropped as a partition", dropped / 1e6, "ms");
    }

    private long postgres() {
        return CpuTime.microsWithChildren(hub.postgresPid());
    }

    private static Map<String, Double> both(String name, java.util.function.ToDoubleFunction<String> figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        TABLES.forEach(table -> values.put(table + name, figure.applyAsDouble(table)));
        return values;
    }
}
