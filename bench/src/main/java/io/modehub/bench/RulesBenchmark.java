package io.modehub.bench;

import io.modehub.activity.Rule;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Pace;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.classify.ShippedModel;
import io.modehub.protocol.Activity;
import io.modehub.store.RuleJson;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a person's own rules add to judging one activity: the usual ones, and the most hostile the hub takes. None matches. */
final class RulesBenchmark {
    private static final ModeModel MODEL = ShippedModel.load();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TITLE = "Pull requests · modehub/modehub · Überblick — Mozilla Firefox";
    private static final String LONG_TITLE = "a".repeat(512);
    private static final int ROUNDS = 9;

    private RulesBenchmark() {}

    static Figures run(boolean brief) {
        Figures figures = new Figures("rules", brief);
        int usual = brief ? 5_000 : 50_000;
        double none = micros(List.of(), TITLE, usual);
        figures.part("One activity, median of " + ROUNDS + " rounds")
                .add("withoutRulesUs", "no rules, all of classification", none, "µs");
        figures.part("What rules add");
        add(figures, "mixed200Us", "200 of app, site, title and hours", rules(200, RulesBenchmark::mixed), usual, none);
        add(
                figures,
                "contains200Us",
                "200, the title contains",
                rules(200, i -> title("contains", "p-" + i)),
                usual,
                none);
        add(
                figures,
                "patterns90Us",
                "90 patterns",
                rules(90, i -> title("pattern", "ticket-" + i + "\\d")),
                usual,
                none);
        int hostile = brief ? 20 : 100;
        double alone = micros(List.of(), LONG_TITLE, hostile);
        figures.part("The most hostile, on a title of 512 characters");
        addHostile(figures, "optionalUs", "(.?){38}", i -> title("pattern", "(.?){38}!" + i), 12, hostile, alone);
        addHostile(figures, "starredUs", "(?:.*a){59}", i -> title("pattern", "(?:.*a){59}" + i), 10, hostile, alone);
        addHostile(figures, "capturesUs", "((a*) 37 times)+", RulesBenchmark::captures, 10, hostile, alone);
        addHostile(
                figures,
                "containsUs",
                "contains aaa…b",
                i -> title("contains", "a".repeat(190) + "b" + i),
                200,
                hostile,
                alone);
        return figures;
    }

    private static void add(Figures figures, String key, String words, List<Rule> rules, int times, double none) {
        figures.add(key, words, micros(rules, TITLE, times) - none, "µs");
    }

    private static void addHostile(
            Figures figures,
            String key,
            String words,
            IntFunction<JsonObject> rule,
            int count,
            int times,
            double none) {
        figures.add(key, count + " × " + words, micros(rules(count, rule), LONG_TITLE, times) - none, "µs");
    }

    private static double micros(List<Rule> rules, String title, int times) {
        ModeTracker tracker =
                new ModeTracker(SetupHistory.always(new Setup(OwnRules.of(rules), MODEL, Pace.BALANCED, BERLIN)));
        Instant at = NOON;
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                at = at.plusSeconds(5);
                tracker.next(new Activity(at, 5_000, "firefox", title, "github.com", 1, 1, 0L, List.of()));
            }
            rounds[round] = (System.nanoTime() - start) / 1_000.0 / times;
        }
        java.util.Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static List<Rule> rules(int count, IntFunction<JsonObject> conditions) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> RuleJson.read(conditions.apply(i).put("name", "r").put("mode", "Work"), UUID.randomUUID()))
                .toList();
    }

    private static JsonObject mixed(int i) {
        return switch (i % 4) {
            case 0 -> new JsonObject().put("app", JsonObject.of("is", "app" + i));
            case 1 -> title("contains", "ticket-" + i).put("app", JsonObject.of("is", "firefox"));
            case 2 -> new JsonObject().put("domain", JsonObject.of("is", "site" + i + ".example.org"));
            default -> title("contains", "x" + i).put("hours", JsonObject.of("from", "03:00", "to", "03:01"));
        };
    }

    private static JsonObject title(String kind, String text) {
        return new JsonObject().put("title", JsonObject.of(kind, text));
    }

    private static JsonObject captures(int i) {
        return title("pattern", "(?:" + "(a*)".repeat(37) + ")+" + i);
    }
}
