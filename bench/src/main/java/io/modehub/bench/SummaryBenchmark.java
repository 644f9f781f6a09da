package io.modehub.bench;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * How long was I in which mode, when: every grouping of a year and of five years asked over REST, while the hub holds more
 * and more of other people's time; beside it the same question asked of the raw rows in SQL.
 */
final class SummaryBenchmark {
    private static final int YEARS = 5;
    private static final List<Long> SIZES = List.of(1_000_000L, 10_000_000L, 50_000_000L);
    private static final List<Long> SIZES_IN_BRIEF = List.of(1_000_000L, 2_000_000L);
    private static final long BYTES_AN_ACTIVITY = 600;

    private final HubProcess hub;
    private final boolean brief;
    private final HubApi api;
    private final HubApi.Identity identity;
    private final LocalDate end = LocalDate.now(LongLife.ZONE).minusDays(1);
    private final List<Question> questions = new ArrayList<>();
    private final List<Map<Question, Histogram>> times = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();
    private final List<Map<String, Double>> raw = new ArrayList<>();

    /** One grouping of one period, and what must be answered. */
    private record Question(String name, String grouping, SummaryTruth truth) {
        String path() {
            return "summary?groupBy=" + grouping + "&timezone=" + LongLife.ZONE + "&from=" + truth.from() + "&to="
                    + truth.to();
        }
    }

    private SummaryBenchmark(HubProcess hub, boolean brief) {
        this.hub = hub;
        this.brief = brief;
        this.api = new HubApi(hub);
        this.identity = api.pair(1).get(0);
    }

    static Figures run(HubProcess hub, boolean brief) {
        SummaryBenchmark benchmark = new SummaryBenchmark(hub, brief);
        benchmark.requireSpace();
        try (Sql sql = new Sql(hub.database())) {
            benchmark.measure(sql);
            return benchmark.figures(sql);
        }
    }

    private List<Long> sizes() {
        return brief ? SIZES_IN_BRIEF : SIZES;
    }

    private void requireSpace() {
        long needed = sizes().get(sizes().size() - 1) * BYTES_AN_ACTIVITY;
        long free = hub.log().toFile().getUsableSpace();
        if (free < needed) {
            throw new IllegalStateException("needs " + (needed >> 30) + " GB of disk, " + (free >> 30) + " are free");
        }
    }

    private void measure(Sql sql) {
        History history = new History(sql, identity);
        List<SummaryTruth> truths = List.of(truth(1), truth(YEARS));
        history.write(end.minusYears(YEARS).minusDays(1), end, truths);
        for (SummaryTruth truth : truths) {
            String period = truth == truths.get(0) ? "year" : "fiveYears";
            SummaryTruth.GROUPINGS.forEach(by -> questions.add(
                    new Question(period + by.substring(0, 1).toUpperCase(Locale.ROOT) + by.substring(1), by, truth)));
        }
        Crowd crowd = new Crowd(hub, history);
        for (long size : sizes()) {
            crowd.growTo(size);
            times.add(ask());
            progress(size);
            raw.add(askRawRows(sql, history, truths));
        }
    }

    private SummaryTruth truth(int years) {
        return new SummaryTruth(midnight(end.minusYears(years)), midnight(end));
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(LongLife.ZONE).toInstant();
    }

    /** Every question in turn, again and again, so that whatever else the machine does hits all alike. */
    private Map<Question, Histogram> ask() {
        Map<Question, Histogram> all = new LinkedHashMap<>();
        String token = api.signIn(identity.person());
        for (Question question : questions) {
            all.put(question, new Histogram(3));
            question.truth().require(question.grouping(), new JsonObject(api.get(question.path(), token)));
        }
        Usage before = Usage.now(hub);
        for (int round = brief ? -5 : -50; round < rounds(); round++) {
            before = round == 0 ? Usage.now(hub) : before;
            for (Question question : questions) {
                long began = System.nanoTime();
                api.get(question.path(), token);
                if (round >= 0) {
                    java.util.Objects.requireNonNull(all.get(question)).recordValue(System.nanoTime() - began);
                }
            }
        }
        usages.add(Usage.now(hub).since(before));
        return all;
    }

    private int rounds() {
        return brief ? 20 : 120;
    }

    /** The peer: durations of the same activities added up by PostgreSQL, the fastest of three; it knows nothing of modes. */
    private static Map<String, Double> askRawRows(Sql sql, History history, List<SummaryTruth> truths) {
        Map<String, Double> fastest = new LinkedHashMap<>();
        for (SummaryTruth truth : truths) {
            for (String key : List.of("app", "extract(hour from at at time zone 'Europe/Berlin')")) {
                String name = (truth == truths.get(0) ? "year" : "fiveYears") + (key.equals("app") ? "App" : "Hour");
                for (int i = 0; i < 3; i++) {
                    long began = System.nanoTime();
                    sql.numbers(
                            "select sum(duration_ms), " + key + " as key from activities where stream_key = ?"
                                    + " and at >= ?::timestamptz and at < ?::timestamptz group by 2",
                            history.stream(),
                            truth.from().toString(),
                            truth.to().toString());
                    fastest.merge("raw" + name + "Ms", (System.nanoTime() - began) / 1e6, Math::min);
                }
            }
        }
        return fastest;
    }

    private Figures figures(Sql sql) {
        Figures figures = new Figures("summary", brief);
        String columns = sizes().stream().map(SummaryBenchmark::named).toList()
                + " activities; last: ratio of the last to the first";
        double worst = 0;
        double worstRatio = 0;
        figures.part("p95 of a summary in ms, at " + columns);
        for (Question question : questions) {
            Map<String, Double> row = percentiles(question, 95);
            double ratio = last(row) / first(row);
            worst = Math.max(
                    worst,
                    row.values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
            worstRatio = Math.max(worstRatio, ratio);
            row.put(question.name() + "Ratio", ratio);
            figures.row(question.name(), row, "");
        }
        figures.part("p50 of a summary in ms, at " + columns);
        for (Question question : questions) {
            figures.row(question.name(), percentiles(question, 50), "");
        }
        figures.part("What a summary took, mean of all questions, at " + columns)
                .row("CPU of the hub, ms", mean("hubMs", Usage::hubMicros), "")
                .row("CPU of PostgreSQL, ms", mean("postgresMs", Usage::postgresMicros), "")
                .row("elapsed, ms", mean("meanMs", used -> used.nanos() / 1_000), "");
        for (int i = 0; i < usages.size(); i++) {
            figures.add(
                    "othersPercent" + named(sizes().get(i)),
                    "CPU of other programs at " + named(sizes().get(i)),
                    usages.get(i).othersPercent(),
                    "% of a core");
        }
        figures.part("The same asked of the raw rows in SQL, in ms, at " + columns);
        for (String name : raw.get(0).keySet()) {
            Map<String, Double> row = new LinkedHashMap<>();
            for (int i = 0; i < raw.size(); i++) {
                row.put(
                        name + named(sizes().get(i)),
                        java.util.Objects.requireNonNull(raw.get(i).get(name)));
            }
            figures.row(name, row, "");
        }
        StoredBytes.describe(figures, sql);
        return figures.part("In short")
                .add("worstP95Ms", "slowest grouping, p95", worst, "ms")
                .add("worstRatio", "p95 at the largest size ÷ at the smallest, worst", worstRatio, "");
    }

    private Map<String, Double> percentiles(Question question, int percentile) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < times.size(); i++) {
            Histogram histogram = java.util.Objects.requireNonNull(times.get(i).get(question));
            row.put(
                    question.name() + "P" + percentile + "Ms" + named(sizes().get(i)),
                    histogram.getValueAtPercentile(percentile) / 1e6);
        }
        return row;
    }

    private Map<String, Double> mean(String name, ToLongFunction<Usage> micros) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < usages.size(); i++) {
            double requests = (double) rounds() * questions.size();
            row.put(name + named(sizes().get(i)), micros.applyAsLong(usages.get(i)) / requests / 1_000);
        }
        return row;
    }

    private static double first(Map<String, Double> row) {
        return row.values().iterator().next();
    }

    private static double last(Map<String, Double> row) {
        return List.copyOf(row.values()).get(row.size() - 1);
    }

    private static String named(long size) {
        return size / 1_000_000 + "M";
    }

    /** A run up to the largest size takes long; one that is broken off has still said something. */
    private void progress(long size) {
        double slowest = times.get(times.size() - 1).values().stream()
                .mapToDouble(histogram -> histogram.getValueAtPercentile(95) / 1e6)
                .max()
                .orElse(0);
        Usage used = usages.get(usages.size() - 1);
        System.err.printf(
                Locale.ROOT,
                "bench: %s activities: slowest p95 %.1f ms; CPU a summary: hub %.1f ms, PostgreSQL %.1f ms;"
                        + " others %.0f %% of a core%n",
                named(size),
                slowest,
                used.hubMicros() / 1e3 / (rounds() * questions.size()),
                used.postgresMicros() / 1e3 / (rounds() * questions.size()),
                used.othersPercent());
    }
}
