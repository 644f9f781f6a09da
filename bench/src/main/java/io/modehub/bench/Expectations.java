package io.modehub.bench;

import io.modehub.truth.Asked;
import io.modehub.truth.ChatFacts;
import io.modehub.truth.ChatTruth;
import io.modehub.truth.ChatTruth.Stretch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what a file expects into what the log makes of it. */
final class Expectations {
    private final ChatTruth truth;
    private final ChatFacts facts;
    private final ZoneId zone;

    Expectations(ChatTruth truth, ZoneId zone) {
        this.truth = truth;
        this.facts = new ChatFacts(truth);
        this.zone = zone;
    }

    /** Throws where the file expects what can't be computed. */
    Expected of(JsonObject expect) {
        return switch (expect.getString("kind")) {
            case "duration" -> new Expected.Ms(truth.activeMs(asked(expect, "of")));
            case "average" -> ms(facts.value("meanPerDayMs", asked(expect, "of")));
            case "top" -> top(expect, asked(expect, "of"));
            case "share" -> share(truth.activeMs(asked(expect, "of")), truth.activeMs(asked(expect, "whole")));
            case "difference" -> change(expect, true);
            case "larger" -> change(expect, false);
            case "count" -> count(expect, asked(expect, "of"));
            case "longest" -> longest(expect, asked(expect, "of"));
            case "clock" -> value(expect);
            case "value" -> value(expect);
            case "report" -> new Expected.Facts(all(expect.getJsonArray("facts")));
            case "any" -> new Expected.Any(all(expect.getJsonArray("of")));
            case "empty" -> new Expected.Empty();
            case "refuse" -> new Expected.Refused();
            default -> throw new IllegalArgumentException("nothing is expected like " + expect.encode());
        };
    }

    private List<Expected> all(JsonArray expectations) {
        return expectations.stream().map(JsonObject.class::cast).map(this::of).toList();
    }

    private Asked asked(JsonObject expect, String member) {
        return Asked.of(expect.getJsonObject(member), zone);
    }

    private Expected top(JsonObject expect, Asked asked) {
        Map<String, Long> rows = truth.rows(expect.getString("by"), asked);
        Comparator<Map.Entry<String, Long>> order = Map.Entry.comparingByValue();
        List<Long> sizes = rows.entrySet().stream()
                .sorted(expect.getBoolean("least", false) ? order : order.reversed())
                .map(Map.Entry::getValue)
                .limit(expect.getInteger("n", 1))
                .toList();
        List<Set<String>> places = new ArrayList<>();
        for (Long size : sizes) {
            places.add(rows.entrySet().stream()
                    .filter(row -> row.getValue().equals(size))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
        }
        return places.isEmpty() ? new Expected.Empty() : new Expected.Ranking(expect.getString("by"), places);
    }

    private Expected change(JsonObject expect, boolean sized) {
        JsonObject a = expect.getJsonObject("a");
        JsonObject b = expect.getJsonObject("b");
        double aMs = truth.activeMs(asked(expect, "a"));
        double bMs = truth.activeMs(asked(expect, "b"));
        return aMs == 0 && bMs == 0
                ? new Expected.Empty()
                : new Expected.Change(aMs, bMs, Subject.of(a, b, zone), Subject.of(b, a, zone), sized);
    }

    private Expected count(JsonObject expect, Asked asked) {
        String what = expect.getString("what");
        return new Expected.Amount(
                switch (what) {
                    case "breaks" ->
                        truth.breaks(asked, minutes(expect, ChatFacts.BREAK_MINUTES))
                                .size();
                    case "focus" ->
                        truth.focus(asked.ofWork(), minutes(expect, ChatFacts.FOCUS_MINUTES))
                                .size();
                    case "switches" -> truth.switches(asked, true);
                    case "days" -> truth.days(asked);
                    default -> throw new IllegalArgumentException("nobody counts " + what);
                });
    }

    private Expected longest(JsonObject expect, Asked asked) {
        String what = expect.getString("what");
        return switch (what) {
            case "break" -> longest(truth.breaks(asked, minutes(expect, ChatFacts.BREAK_MINUTES)));
            case "focus" -> longest(truth.focus(asked.ofWork(), minutes(expect, ChatFacts.FOCUS_MINUTES)));
            case "stretch" ->
                new Expected.Ms(truth.longestWithoutBreak(asked, minutes(expect, ChatFacts.BREAK_MINUTES)));
            case "day" ->
                facts.longestDay(asked.ofWork())
                        .<Expected>map(day -> new Expected.Ranking("day", List.of(Set.of(day.toString()))))
                        .orElse(new Expected.Empty());
            default -> throw new IllegalArgumentException("there is no longest " + what);
        };
    }

    private static Expected longest(List<Stretch> stretches) {
        return stretches.isEmpty()
                ? new Expected.Empty()
                : new Expected.Ms(
                        stretches.stream().mapToLong(Stretch::length).max().orElse(0));
    }

    private static int minutes(JsonObject expect, int usual) {
        return expect.getInteger("minMinutes", usual);
    }

    private Expected value(JsonObject expect) {
        String what = expect.getString("what");
        OptionalDouble value = facts.value(what, asked(expect, "of"));
        if (value.isEmpty()) {
            return new Expected.Empty();
        }
        double found = value.getAsDouble();
        if (what.endsWith("Ms")) {
            return new Expected.Ms(found);
        }
        if (what.endsWith("Share")) {
            return new Expected.Share(found);
        }
        return what.endsWith("Start") || what.endsWith("End") ? new Expected.Clock(found) : new Expected.Amount(found);
    }

    private static Expected ms(OptionalDouble value) {
        return value.isEmpty() ? new Expected.Empty() : new Expected.Ms(value.getAsDouble());
    }

    private static Expected share(long part, long whole) {
        return whole == 0 ? new Expected.Empty() : new Expected.Share(part / (double) whole);
    }
}
