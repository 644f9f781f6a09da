package io.modehub.standin;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A tool to call for a question. */
record Wish(String tool, JsonObject arguments) {
    private static final Pattern GERMAN = Pattern.compile(
            "[äöüß]|\\b(wie|wann|wer|wo|welche[rsn]?|ich|habe|bin|der|die|das|meine?|und|im|am|zeig|heute|gestern|woche)\\b");

    /** First match wins. */
    private static final List<Period> PERIODS = List.of(
            new Period("gestern|yesterday", "yesterday"),
            new Period("heute|today", "today"),
            new Period("(letzte|vergangene|vorige)[nr]? woche|last week", "last_week"),
            new Period("diese[rn]? woche|this week", "this_week"),
            new Period("(letzte|vergangene|vorige)[nrs]* monat|last month", "last_month"),
            new Period("diese[ns]? monat|this month", "this_month"),
            new Period("(letzte|vergangene)[ns]? jahr|last year", "last_year"),
            new Period("diese[ns]? jahr|this year", "this_year"),
            new Period("30 (tage|days)|monat|month", "last_30_days"));

    private static final String USUAL_PERIOD = "last_7_days";

    private record Period(Pattern words, String name) {
        Period(String words, String name) {
            this(Pattern.compile(words), name);
        }
    }

    static boolean isGerman(String question) {
        return GERMAN.matcher(question.toLowerCase(Locale.ROOT)).find();
    }

    /** What to call now; none: there is nothing more to ask, or no tool to ask. */
    static List<Wish> of(Asked asked) {
        String question = asked.question().toLowerCase(Locale.ROOT);
        List<Wish> wishes = new ArrayList<>();
        if (asked.results().isEmpty()) {
            wishes.addAll(first(question));
        } else if (question.matches("(?s).*(diagramm|grafik|chart|plot).*")
                && !asked.called().contains("chart")) {
            Findings.refs(asked).stream()
                    .findFirst()
                    .ifPresent(ref -> wishes.add(new Wish("chart", JsonObject.of("ref", ref, "kind", "bar"))));
        }
        return wishes.stream()
                .filter(wish -> asked.tools().contains(wish.tool()))
                .toList();
    }

    private static List<Wish> first(String question) {
        JsonObject period = JsonObject.of("period", period(question));
        if (has(question, "work.?life|balance|überstunden|overtime|feierabend")) {
            return List.of(new Wish("work_pattern", period), new Wish("breaks", period.copy()));
        }
        if (has(question, "vergleich|verglichen|compare|more than|mehr als|versus|\\bvs\\b")) {
            return List.of(new Wish("compare", JsonObject.of("period_a", "this_week", "period_b", "last_week")));
        }
        if (has(question, "pause|\\bbreaks?\\b")) {
            return List.of(new Wish("breaks", period));
        }
        if (has(question, "fokus|focus|konzentr|ungestört")) {
            return List.of(new Wish("focus_stretches", period));
        }
        if (has(question, "wechsel|switch")) {
            return List.of(new Wish("switches", period));
        }
        return List.of(new Wish("active_time", period.put("group_by", group(question))));
    }

    /** What active time is grouped by for such a question, in lower case. */
    static String group(String question) {
        if (has(question, "\\bapps?\\b|programm|anwendung|software")) {
            return "app";
        }
        if (has(question, "wochentag|weekday|day of the week")) {
            return "weekday";
        }
        if (has(question, "\\bwann\\b|\\bwhen\\b|uhrzeit|hour|stunde")) {
            return "hour";
        }
        return has(question, "jeden tag|pro tag|per day|each day|je tag") ? "day" : "mode";
    }

    private static String period(String question) {
        return PERIODS.stream()
                .filter(period -> period.words().matcher(question).find())
                .map(Period::name)
                .findFirst()
                .orElse(USUAL_PERIOD);
    }

    private static boolean has(String question, String words) {
        return Pattern.compile(words).matcher(question).find();
    }
}
