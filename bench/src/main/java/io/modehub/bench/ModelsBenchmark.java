package io.modehub.bench;

import io.modehub.activity.ModelId;
import io.modehub.activity.UserId;
import io.modehub.classify.FeatureReader;
import io.modehub.classify.FeatureVector;
import io.modehub.classify.ModeModel;
import io.modehub.models.Checkpoint;
import io.modehub.models.Effort;
import io.modehub.models.Examples;
import io.modehub.models.FeatureSet;
import io.modehub.models.ForestTrainer;
import io.modehub.models.Row;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.store.Database;
import io.modehub.store.ModelStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a person's own models cost a hub that works: a year judged again in the background by another model, and how long
 * activities of others take while a model is searched for, beside how long they take without.
 */
final class ModelsBenchmark {
    private static final LocalDate FIRST_LABELLED = LocalDate.of(2026, 10, 5);
    private static final int LABELLED_DAYS = 30;
    private static final Set<String> LEARNED = Set.of("Work", "Meeting", "Relax");
    private static final int TREES = 100;
    private static final long SEED = 1;
    private static final int POLL_MS = 100;

    private static final int AGENTS = 20;
    private static final int STEP_MS = 100;

    private final HubProcess hub;
    private final boolean brief;
    private final HubApi api;
    private final Figures figures;
    private final UserId person;
    private final String token;

    private ModelsBenchmark(HubProcess hub, boolean brief) {
        this.hub = hub;
        this.brief = brief;
        this.api = new HubApi(hub);
        this.figures = new Figures("models", brief);
        List<Activity> all = ChatYear.activities();
        List<Activity> activities = brief ? all.subList(all.size() * 7 / 8, all.size()) : all;
        this.person = StoredYear.of(hub, activities, ChatYear.words());
        this.token = api.signIn(person);
        figures.part("The log").add("activities", "activities", activities.size(), "");
        progress("the log is stored");
    }

    static Figures run(HubProcess hub, boolean brief) {
        ModelsBenchmark benchmark = new ModelsBenchmark(hub, brief);
        benchmark.judgeAgain();
        benchmark.say();
        benchmark.train();
        return benchmark.figures;
    }

    /** Somebody with a year's log and a month's labels, whose search for a model is as big as they get. */
    static UserId searcher(HubProcess hub, boolean brief) {
        ModelsBenchmark benchmark = new ModelsBenchmark(hub, brief);
        benchmark.say();
        return benchmark.person;
    }

    /** Activates a forest for all of the past, then the shipped model again. */
    private void judgeAgain() {
        ModelId forest = forest();
        figures.part("All of it judged again in the background, from the activation until no day waits");
        judgeAgain("forest", "by a forest of " + TREES + " trees (goal: 30)", forest.toString());
        judgeAgain("shipped", "by the shipped model", "shipped");
    }

    private void judgeAgain(String key, String words, String model) {
        Usage before = Usage.now(hub);
        JsonObject models = api.post(
                "models/" + model + "/activate",
                token,
                JsonObject.of("from", "2025-01-01T00:00:00Z").encode());
        int days = models.getInteger("daysToJudge");
        while (new JsonObject(api.get("models", token)).getInteger("daysToJudge") > 0) {
            pause();
        }
        Usage used = Usage.now(hub).since(before);
        figures.add(key + "Seconds", words, used.seconds(), "s")
                .add(key + "Days", "days that waited", days, "")
                .add(key + "HubSeconds", "CPU of the hub", used.hubMicros() / 1e6, "s")
                .add(key + "PostgresSeconds", "CPU of PostgreSQL", used.postgresMicros() / 1e6, "s")
                .add(key + "OthersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
        progress(words + " done");
    }

    private ModelId forest() {
        List<Row> rows = new ArrayList<>();
        FeatureReader reader = new FeatureReader(ChatYear.ZONE);
        for (LocalDate day = FIRST_LABELLED;
                day.isBefore(FIRST_LABELLED.plusDays(LABELLED_DAYS));
                day = day.plusDays(1)) {
            int second = 0;
            for (Lived sample : ChatYear.lived(day)) {
                FeatureVector features = reader.next(sample.activity());
                second += sample.activity().durationMs() / 1_000;
                if (second >= 60 && LEARNED.contains(sample.mode())) {
                    second = 0;
                    rows.add(Row.of(features, sample.mode(), sample.activity().app(), 1, new Row.When(day, 0)));
                }
            }
        }
        try (Effort effort = Effort.of(Effort.MOST_THREADS, Checkpoint.NONE)) {
            ModeModel model = Examples.flat(
                    "own",
                    ForestTrainer.extraTrees(TREES, 2, SEED, effort)
                            .train(Examples.of(rows, FeatureSet.ALL, false, "simulated days")));
            return store(model.learnedFrom(rows.size()).write());
        }
    }

    private ModelId store(byte[] file) {
        Vertx vertx = Vertx.vertx();
        Pool pool = new Database(hub.database()).pool(vertx);
        ModelId id = wait(ModelStore.add(pool, person, "forest", file, new JsonObject(), Instant.now()));
        wait(pool.close());
        wait(vertx.close());
        return id;
    }

    /** The truth of some weeks, as a diligent person would say it. */
    private void say() {
        for (int day = 0; day < LABELLED_DAYS; day++) {
            JsonArray labels = new JsonArray();
            List<Lived> samples = ChatYear.lived(FIRST_LABELLED.plusDays(day));
            Instant from = Instant.EPOCH;
            for (int i = 0; i < samples.size(); i++) {
                Lived sample = samples.get(i);
                from = i > 0 && samples.get(i - 1).mode().equals(sample.mode())
                        ? from
                        : sample.activity().at();
                boolean ends =
                        i + 1 == samples.size() || !samples.get(i + 1).mode().equals(sample.mode());
                if (ends && LEARNED.contains(sample.mode())) {
                    labels.add(JsonObject.of(
                            "from", from.toString(),
                            "to", sample.activity().end().toString(),
                            "mode", sample.mode()));
                }
            }
            if (!labels.isEmpty()) {
                api.post("labels", token, labels.encode());
            }
        }
    }

    /** Others report at a fixed rate, first alone, then while a model is searched for. */
    private void train() {
        List<HubApi.Identity> identities = api.pair(AGENTS);
        @Nullable Histogram[] measuring = {null};
        try (Load load = new Load(hub::port)) {
            Schedule schedule = new Schedule(STEP_MS, AGENTS);
            for (int i = 0; i < AGENTS; i++) {
                int number = i;
                load.add(
                        identities.get(i),
                        new Script(i, schedule.start(), STEP_MS)::item,
                        new SimulatedAgent.Pace(1, 1_000),
                        (agent, from, through) -> {
                            @Nullable Histogram latency = measuring[0];
                            for (long seq = from; latency != null && seq <= through; seq++) {
                                latency.recordValue(System.nanoTime() - schedule.intended(number, seq));
                            }
                        });
            }
            schedule.begin(load);
            Load.run(brief ? 8 : 20);
            Histogram without = new Histogram(3);
            load.onLoop(() -> measuring[0] = without);
            Load.run(brief ? 8 : 30);
            Histogram during = new Histogram(3);
            Usage before = Usage.now(hub);
            load.onLoop(() -> measuring[0] = during);
            JsonObject run = search();
            Usage used = Usage.now(hub).since(before);
            load.requireNoFaults();
            describe(without, during, used, run);
        }
    }

    private JsonObject search() {
        String id = api.post("models", token, "{}").getString("runId");
        JsonObject run = new JsonObject(api.get("models/runs/" + id, token));
        while (Set.of("queued", "running").contains(run.getString("state"))) {
            pause();
            run = new JsonObject(api.get("models/runs/" + id, token));
        }
        if (!run.getString("state").equals("succeeded")) {
            throw new IllegalStateException("the search ended so: " + run.encode());
        }
        return run;
    }

    private void describe(Histogram without, Histogram during, Usage used, JsonObject run) {
        JsonObject model = new JsonObject(api.get("models/" + run.getString("modelId"), token));
        long skipped = run.getJsonArray("leaderboard").stream()
                .filter(trial -> ((JsonObject) trial).getString("state").equals("skipped"))
                .count();
        double alone = without.getValueAtPercentile(99) / 1e6;
        double beside = during.getValueAtPercentile(99) / 1e6;
        figures.part(1_000 * AGENTS / STEP_MS + " activities/s of " + AGENTS
                        + " others, sent to acknowledged, without a search and during one")
                .add("withoutP50Ms", "without, p50", without.getValueAtPercentile(50) / 1e6, "ms")
                .add("withoutP99Ms", "without, p99", alone, "ms")
                .add("duringP50Ms", "during, p50", during.getValueAtPercentile(50) / 1e6, "ms")
                .add("duringP99Ms", "during, p99", beside, "ms")
                .add("p99Ratio", "p99 during ÷ without (goal: 2)", beside / alone, "times")
                .add("searchSeconds", "the search", used.seconds(), "s")
                .add("searchSkipped", "trials that it had no time for", (double) skipped, "")
                .add("searchHubSeconds", "CPU of the hub meanwhile", used.hubMicros() / 1e6, "s")
                .add("searchOthersPercent", "CPU of other programs meanwhile", used.othersPercent(), "% of a core")
                .line("chosen: " + model.getJsonObject("summary").encode());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }
}
