package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolResult.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** When work begins and ends, and how much of it lies in evenings, at weekends and beyond eight hours. */
final class PatternSentences {
    private final Sentences sentences;
    private final Formats formats;

    PatternSentences(Sentences sentences, Formats formats) {
        this.sentences = sentences;
        this.formats = formats;
    }

    Answer of(Reading reading, ToolResult result) {
        if (result.number("totalMs") == 0) {
            return sentences.nothing(reading);
        }
        if (!reading.filters().weekdays().isEmpty()) {
            return ofWeekdays(reading, result);
        }
        Answer answer = new Answer();
        String mark = answer.mark(result);
        String end = sentences.narrowed(reading.filters()) + mark + ", " + sentences.period(reading) + ".";
        long days = Math.round(result.number("days"));
        boolean one = days == 1;
        String meanLead = one ? pick("At ", "Um ") : pick("On average at ", "Im Schnitt um ");
        Optional<String> none = none(reading.metric(), result);
        if (none.isPresent()) {
            return answer.say(none.get() + end);
        }
        return switch (reading.metric()) {
            case START ->
                answer.say(meanLead + time(result, "meanStart") + end)
                        .say(pick("End: ", "Ende: ")
                                + (one ? "" : pick("on average at ", "im Schnitt um "))
                                + time(result, "meanEnd")
                                + mark
                                + on(days));
            case END ->
                answer.say(meanLead + time(result, "meanEnd") + end)
                        .say(pick("Start: ", "Beginn: ")
                                + (one ? "" : pick("on average at ", "im Schnitt um "))
                                + time(result, "meanStart")
                                + mark
                                + on(days));
            case EARLIEST ->
                answer.say(pick("At ", "Um ")
                        + time(result, "earliestStart")
                        + pick(" at the earliest", " am frühesten")
                        + end);
            case LATEST ->
                answer.say(
                        pick("At ", "Um ") + time(result, "latestEnd") + pick(" at the latest", " am spätesten") + end);
            case EVENING ->
                answer.say(duration(result, "eveningMs")
                                + pick(" of work between 20:00 and 06:00", " Arbeit zwischen 20 und 6 Uhr")
                                + end)
                        .say(pick("That is ", "Das sind ") + formats.share(result.number("eveningShare"))
                                + pick(" of the work", " der Arbeit") + mark + ".");
            case EVENING_SHARE ->
                answer.say(formats.share(result.number("eveningShare"))
                                + pick(" of the work between 20:00 and 06:00", " der Arbeit zwischen 20 und 6 Uhr")
                                + end)
                        .say(pick("That is ", "Das sind ") + duration(result, "eveningMs") + mark + ".");
            case WEEKEND ->
                answer.say(duration(result, "weekendMs")
                                + pick(" of work on Saturdays and Sundays", " Arbeit samstags und sonntags")
                                + end)
                        .say(pick("That is ", "Das sind ") + formats.share(result.number("weekendShare"))
                                + pick(" of the work", " der Arbeit") + mark + ".");
            case WEEKEND_SHARE ->
                answer.say(formats.share(result.number("weekendShare"))
                                + pick(" of the work on Saturdays and Sundays", " der Arbeit samstags und sonntags")
                                + end)
                        .say(pick("That is ", "Das sind ") + duration(result, "weekendMs") + mark + ".");
            case OVERTIME ->
                answer.say(duration(result, "overtimeMs")
                                + pick(" beyond 8 h of work a day", " über 8 h Arbeit am Tag hinaus")
                                + end)
                        .say(pick("It was on ", "Das war an ") + days(Math.round(result.number("overtimeDays"))) + mark
                                + ".");
            case OVERTIME_DAYS ->
                answer.say(pick("On ", "An ")
                                + days(Math.round(result.number("overtimeDays")))
                                + pick(" with more than 8 h of work", " mit mehr als 8 h Arbeit")
                                + end)
                        .say(pick("In all ", "Insgesamt ") + duration(result, "overtimeMs") + mark + ".");
            case LONGEST_DAY ->
                answer.say(longest(result)
                        + pick(" with ", " mit ")
                        + duration(result, "longestDayMs")
                        + pick(" of work", " Arbeit")
                        + end);
            case WORKDAY_MEAN ->
                answer.say(duration(result, "meanPerDayMs")
                                + pick(
                                        " of work a day on average, meetings included",
                                        " Arbeit im Schnitt pro Tag, Meetings mitgezählt")
                                + end)
                        .say(pick("In all ", "Insgesamt ") + duration(result, "totalMs") + mark + on(days));
            default ->
                answer.say(duration(result, "totalMs")
                                + pick(" of work, meetings included", " Arbeit, Meetings mitgezählt")
                                + end)
                        .say(pick("That is ", "Das sind ")
                                + duration(result, "meanPerDayMs")
                                + pick(" a day", " pro Tag")
                                + mark
                                + on(days));
        };
    }

    /** What is said where there was work, but none of the sort asked for. */
    private Optional<String> none(Metric metric, ToolResult result) {
        return switch (metric) {
            case EVENING, EVENING_SHARE ->
                when(
                        result.number("eveningMs") == 0,
                        pick("No work between 20:00 and 06:00", "Keine Arbeit zwischen 20 und 6 Uhr"),
                        metric);
            case WEEKEND, WEEKEND_SHARE ->
                when(
                        result.number("weekendMs") == 0,
                        pick("No work on Saturdays and Sundays", "Keine Arbeit samstags und sonntags"),
                        metric);
            case OVERTIME -> when(result.number("overtimeMs") == 0, pick("No overtime", "Keine Überstunden"), metric);
            default -> Optional.empty();
        };
    }

    private Optional<String> when(boolean none, String said, Metric metric) {
        boolean share = metric == Metric.EVENING_SHARE || metric == Metric.WEEKEND_SHARE;
        return none
                ? Optional.of(said + " (" + (share ? formats.share(0) : formats.duration(0)) + ")")
                : Optional.empty();
    }

    /** Times of day on some days of the week, from the rows, of which there is one a day. */
    private Answer ofWeekdays(Reading reading, ToolResult result) {
        boolean start = reading.metric() == Metric.START || reading.metric() == Metric.EARLIEST;
        List<Double> times = new ArrayList<>();
        for (List<?> row : result.rows()) {
            boolean meant = reading.filters()
                    .weekdays()
                    .contains(LocalDate.parse(String.valueOf(row.get(0))).getDayOfWeek());
            if (meant && row.get(start ? 1 : 2) instanceof Number time) {
                times.add(time.doubleValue());
            }
        }
        if (times.isEmpty()) {
            return sentences.nothing(reading);
        }
        DoubleSummaryStatistics all =
                times.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        double value =
                switch (reading.metric()) {
                    case EARLIEST -> all.getMin();
                    case LATEST -> all.getMax();
                    default -> all.getAverage();
                };
        boolean mean = reading.metric() == Metric.START || reading.metric() == Metric.END;
        Answer answer = new Answer();
        return answer.say((mean ? pick("On average at ", "Im Schnitt um ") : pick("At ", "Um "))
                + formats.timeOfDay(value) + sentences.narrowed(reading.filters()) + answer.mark(result)
                + on(all.getCount()).replace(".", "") + ", " + sentences.period(reading) + ".");
    }

    private String pick(String english, String german) {
        return formats.pick(english, german);
    }

    private String on(long days) {
        return pick(", on ", ", an ") + days(days) + ".";
    }

    private String days(long days) {
        return pick(days == 1 ? "1 day" : days + " days", days == 1 ? "1 Tag" : days + " Tagen");
    }

    String time(ToolResult result, String fact) {
        return formats.timeOfDay(result.number(fact));
    }

    private String duration(ToolResult result, String fact) {
        return formats.duration(result.number(fact));
    }

    String longest(ToolResult result) {
        Fact fact = result.facts().get("longestDay");
        return fact == null || fact.value() == null ? "–" : formats.day(LocalDate.parse(String.valueOf(fact.value())));
    }
}
