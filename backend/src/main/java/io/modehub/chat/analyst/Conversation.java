package io.modehub.chat.analyst;

import io.modehub.chat.TurnRequest.Exchange;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.ToolResult.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a conversation was about last: its questions read again in order, or else what was asked of the tools. */
final class Conversation {
    /** What lies further back is not referred to. */
    private static final int MOST_EXCHANGES = 8;

    private Conversation() {}

    static Optional<Reading> about(List<Exchange> history, Reader reader, Language own) {
        Optional<Reading> before = Optional.empty();
        for (Exchange exchange : history.subList(Math.max(0, history.size() - MOST_EXCHANGES), history.size())) {
            Words words = Words.of(exchange.question());
            Outcome outcome = reader.read(words, Tagger.language(words, own), before);
            if (outcome instanceof Understood understood) {
                before = Optional.of(understood.reading());
            } else if (!exchange.calls().isEmpty()) {
                Optional<Reading> asked = asked(exchange.calls().get(0), reader.calendar());
                before = asked.isPresent() ? asked : before;
            } else if (before.isEmpty()
                    && outcome instanceof Unclear unclear
                    && !unclear.candidates().isEmpty()) {
                before = Optional.of(unclear.candidates().get(0));
            }
        }
        return before;
    }

    /** What a call of a tool stands for; empty where its period is not one of whole days. */
    static Optional<Reading> asked(Call call, Calendar calendar) {
        JsonObject arguments = call.arguments();
        Optional<When> when = period(text(arguments, call.tool().equals("compare") ? "period_a" : "period"), calendar);
        Optional<Grouping> by = grouping(text(arguments, "group_by"));
        Filters filters = filters(arguments);
        return when.flatMap(period -> switch (call.tool()) {
            case "active_time" ->
                Optional.of(
                        by.map(one -> Reading.of(Metric.TOP, period, filters).by(one))
                                .orElseGet(() -> Reading.of(Metric.TOTAL, period, filters)));
            case "compare" ->
                period(text(arguments, "period_b"), calendar)
                        .map(than -> Reading.of(Metric.COMPARE, period, filters).comparedWith(than, Reading.Ask.PLAIN));
            case "work_pattern" -> Optional.of(Reading.of(Metric.WORKDAY_MEAN, period, filters));
            case "breaks" -> Optional.of(Reading.of(Metric.BREAKS, period, Filters.NONE));
            case "focus_stretches" -> Optional.of(Reading.of(Metric.FOCUS, period, filters));
            case "switches" -> Optional.of(Reading.of(Metric.SWITCHES, period, Filters.NONE));
            case "input_and_sound" -> Optional.of(Reading.of(Metric.KEYBOARD, period, Filters.NONE));
            default -> Optional.empty();
        });
    }

    private static Filters filters(JsonObject arguments) {
        Filters filters = new Filters(
                Optional.of(text(arguments, "mode")).filter(mode -> !mode.isEmpty()),
                Optional.of(text(arguments, "app")).filter(app -> !app.isEmpty()),
                arguments.getValue("weekdays") instanceof JsonArray days
                        ? days.stream()
                                .filter(Number.class::isInstance)
                                .map(day -> ((Number) day).intValue())
                                .filter(day -> day >= 1 && day <= 7)
                                .map(DayOfWeek::of)
                                .toList()
                        : List.of(),
                Optional.empty());
        boolean hours =
                arguments.getValue("from_hour") instanceof Number && arguments.getValue("to_hour") instanceof Number;
        return hours && Hours.possible(arguments.getInteger("from_hour"), arguments.getInteger("to_hour"))
                ? filters.with(new Hours(arguments.getInteger("from_hour"), arguments.getInteger("to_hour")))
                : filters;
    }

    private static Optional<Grouping> grouping(String name) {
        return List.of(Grouping.values()).stream()
                .filter(by -> by.wire().equals(name))
                .findFirst();
    }

    private static String text(JsonObject arguments, String name) {
        return arguments.getValue(name) instanceof String text ? text : "";
    }

    /** A tool's period by the same grammar that reads questions. */
    private static Optional<When> period(String asked, Calendar calendar) {
        if (asked.matches("\\d{4}-\\d{2}-\\d{2}/\\d{4}-\\d{2}-\\d{2}")) {
            LocalDate from = LocalDate.parse(asked.substring(0, 10));
            LocalDate until = LocalDate.parse(asked.substring(11)).plusDays(1);
            return from.isBefore(until) ? Optional.of(new When(from, until)) : Optional.empty();
        }
        String words = asked.toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("(\\d{4})-w(\\d{2})", "week $2 $1");
        Words read = Words.of(words.equals("all") ? "all time" : words);
        TimePart.Found found = new DateGrammar(calendar, false).at(read, 0);
        return found != null && found.parts().get(0) instanceof TimePart.Range range
                ? Optional.of(range.when())
                : Optional.empty();
    }
}
