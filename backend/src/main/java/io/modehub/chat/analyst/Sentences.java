package io.modehub.chat.analyst;

import io.modehub.chat.analyst.Reading.Ask;
import io.modehub.chat.tools.ToolResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What results say about a reading. The first sentence is the headline. */
final class Sentences {
    /** Rows of a comparison, those that differ most. */
    private static final int MOST_COMPARED = 6;

    private final Formats formats;
    private final Describer describer;

    Sentences(Formats formats, Describer describer) {
        this.formats = formats;
        this.describer = describer;
    }

    /** @param results of the plan's calls, in order */
    Answer of(Reading reading, List<ToolResult> results) {
        ToolResult first = results.get(0);
        return switch (reading.metric()) {
            case TOTAL, AVERAGE, DAYS -> amount(reading, first);
            case SHARE -> share(reading, first, results.get(1));
            case TOP, LEAST, SPLIT -> new RowSentences(this, formats).of(reading, results);
            case COMPARE -> compared(reading, first);
            case VERSUS -> versus(reading, first, results.get(1));
            case BREAKS,
                    BREAKS_A_DAY,
                    BREAK_TOTAL,
                    BREAK_MEAN,
                    BREAK_LONGEST,
                    STRETCH,
                    FOCUS,
                    FOCUS_TOTAL,
                    FOCUS_LONGEST,
                    FOCUS_MEAN ->
                new StretchSentences(this, formats, first.periods().get(0).zone()).of(reading, first);
            case SWITCHES, SWITCHES_AN_HOUR, KEYBOARD, MOUSE, MICROPHONE, VOICE, LOUDNESS ->
                new MeasureSentences(this, formats).of(reading, first);
            case TIMELINE, SPANS, AT, LAST_TIME, FIRST_TIME -> new DaySentences(this, formats).of(reading, results);
            case MODES, APPS, LOG_START -> known(reading, first);
            case BALANCE, SUMMARY -> new ReportSentences(this, formats).of(reading, results);
            default -> new PatternSentences(this, formats).of(reading, first);
        };
    }

    /** The period, and that it is not over. */
    String period(Reading reading) {
        return describer.period(reading) + (isRunning(reading.when()) ? pick(", so far", ", bis jetzt") : "");
    }

    private boolean isRunning(When when) {
        return describer.isRunning(when);
    }

    String narrowed(Filters filters) {
        return describer.narrowed(filters, false);
    }

    Answer nothing(Reading reading) {
        return new Answer().say(pick("No data for ", "Keine Daten für ") + describer.understood(reading) + ".");
    }

    private String pick(String english, String german) {
        return formats.pick(english, german);
    }

    private Answer amount(Reading reading, ToolResult result) {
        double total = result.number("totalMs");
        if (total == 0) {
            return nothing(reading);
        }
        Answer answer = new Answer();
        String mark = answer.mark(result);
        long days = Math.round(result.number("days"));
        String of = narrowed(reading.filters());
        String onDays =
                pick("on " + days + (days == 1 ? " day" : " days"), days == 1 ? "an 1 Tag" : "an " + days + " Tagen");
        String mean = formats.duration(result.number("meanPerDayMs"));
        String all = formats.duration(total);
        return switch (reading.metric()) {
            case AVERAGE ->
                answer.say(pick(mean + " a day on average" + of, "Im Schnitt " + mean + " pro Tag" + of) + mark + ", "
                                + period(reading) + ".")
                        .say(pick(
                                        "In all it was " + all + " " + onDays + " with such time",
                                        "Insgesamt waren es " + all + " " + onDays + " mit solcher Zeit")
                                + mark + ".");
            case DAYS ->
                answer.say(pick(
                                        "On " + days + (days == 1 ? " day" : " days") + " there was active time" + of,
                                        "An " + days + (days == 1 ? " Tag" : " Tagen") + " gab es aktive Zeit" + of)
                                + mark + ", " + period(reading) + ".")
                        .say(pick("In all it was " + all, "Insgesamt waren es " + all) + mark + ".");
            default -> {
                answer.say(pick(all + " of active time" + of, all + " aktive Zeit" + of) + mark + ", " + period(reading)
                        + ".");
                yield days < 2
                        ? answer
                        : answer.say(pick(
                                        "That is " + mean + " a day on average, " + onDays,
                                        "Das sind im Schnitt " + mean + " pro Tag, " + onDays)
                                + mark + ".");
            }
        };
    }

    private Answer share(Reading reading, ToolResult part, ToolResult whole) {
        double all = whole.number("totalMs");
        if (part.number("totalMs") == 0 || all == 0) {
            return nothing(reading);
        }
        Answer answer = new Answer();
        String share = formats.share(part.number("totalMs") / all);
        Filters rest = Plan.whole(reading.filters());
        return answer.say(pick(
                                share + " of active time" + narrowed(rest) + " was" + narrowed(reading.filters()),
                                share + " der aktiven Zeit" + narrowed(rest) + " lagen" + narrowed(reading.filters()))
                        + ", " + formats.duration(part.number("totalMs")) + answer.mark(part) + ", " + period(reading)
                        + ".")
                .say(pick("In all it was ", "Insgesamt waren es ") + formats.duration(all) + answer.mark(whole) + ".");
    }

    private Answer compared(Reading reading, ToolResult result) {
        double a = result.number("aMs");
        double b = result.number("bMs");
        if (a == 0 && b == 0) {
            return nothing(reading);
        }
        Answer answer = new Answer();
        When than = reading.thanWhen().orElseGet(() -> reading.when().previous());
        String sides = formats.duration(a) + answer.mark(result, 0) + " " + describer.period(reading.when())
                + pick(" compared to ", " gegenüber ") + formats.duration(b) + answer.mark(result, 1) + " "
                + describer.period(than);
        answer.say(verdict(reading.question(), a, b) + ": " + sides + narrowed(reading.filters()) + ".");
        if (b != 0) {
            answer.say(pick("That is a change of ", "Das ist eine Änderung um ") + (a >= b ? "+" : "−")
                    + formats.share(Math.abs(result.number("change"))) + ".");
        }
        reading.grouping().ifPresent(by -> comparedRows(answer, by, result));
        if (isRunning(reading.when()) || isRunning(than)) {
            answer.say(pick(
                    "The current period is not over; it counts so far.",
                    "Der laufende Zeitraum ist noch nicht vorbei; er zählt bis jetzt."));
        }
        return answer;
    }

    private void comparedRows(Answer answer, Grouping by, ToolResult result) {
        result.rows().stream().limit(MOST_COMPARED).forEach(row -> {
            double a = number(row.get(1));
            double b = number(row.get(2));
            answer.item(formats.key(by, String.valueOf(row.get(0))) + ": " + formats.duration(a)
                    + pick(" compared to ", " gegenüber ") + formats.duration(b) + ", "
                    + difference(a, b));
        });
        answer.draw(result);
    }

    private static double number(Object cell) {
        return cell instanceof Number number ? number.doubleValue() : 0;
    }

    /** "2 h mehr". */
    private String difference(double a, double b) {
        return formats.duration(a).equals(formats.duration(b))
                ? pick("the same", "gleich viel")
                : formats.duration(a - b) + (a > b ? pick(" more", " mehr") : pick(" less", " weniger"));
    }

    /** "Ja, 2 h mehr". */
    String verdict(Ask ask, double a, double b) {
        String word = difference(a, b);
        boolean more = a > b && !formats.duration(a).equals(formats.duration(b));
        String verdict = ask == Ask.MORE ? (more ? pick("Yes, ", "Ja, ") : pick("No, ", "Nein, ")) + word : word;
        return verdict.substring(0, 1).toUpperCase(formats.language().locale()) + verdict.substring(1);
    }

    private Answer versus(Reading reading, ToolResult first, ToolResult second) {
        double a = first.number("totalMs");
        double b = second.number("totalMs");
        if (a == 0 && b == 0) {
            return nothing(reading);
        }
        Answer answer = new Answer();
        String one = side(reading.filters());
        String other = side(reading.than().orElse(Filters.NONE));
        boolean same = formats.duration(a).equals(formats.duration(b));
        boolean yes = a > b && !same;
        String verdict = reading.question() != Ask.MORE ? "" : yes ? pick("Yes, ", "Ja, ") : pick("No, ", "Nein, ");
        String more = same
                ? pick("the same for " + one + " and " + other, "gleich viel für " + one + " und " + other)
                : pick("more time ", "mehr Zeit ") + (a > b ? one : other) + ", " + formats.duration(a - b)
                        + pick(" more", " mehr");
        String line = verdict + more;
        return answer.say(line.substring(0, 1).toUpperCase(formats.language().locale()) + line.substring(1) + ": " + one
                + " " + formats.duration(a) + answer.mark(first) + ", " + other + " " + formats.duration(b)
                + answer.mark(second) + ", " + period(reading) + ".");
    }

    private String side(Filters filters) {
        String side = narrowed(filters).strip();
        return side.isEmpty() ? pick("in all", "insgesamt") : side;
    }

    private Answer known(Reading reading, ToolResult result) {
        Optional<String> firstDay = Optional.ofNullable(result.facts().get("firstDay"))
                .map(fact -> fact.value())
                .map(String::valueOf);
        if (reading.metric() == Metric.LOG_START) {
            return firstDay.map(day -> new Answer()
                            .say(pick("The log begins on ", "Das Protokoll beginnt am ")
                                    + formats.day(LocalDate.parse(day)) + "."))
                    .orElseGet(() -> new Answer().say(pick("No data yet.", "Keine Daten bisher.")));
        }
        List<String> names = result.rows().stream()
                .map(row -> Formats.name(String.valueOf(row.get(0))))
                .toList();
        if (names.isEmpty()) {
            return nothing(reading);
        }
        int most = 15;
        boolean modes = reading.metric() == Metric.MODES;
        String lead = modes
                ? pick("Your modes: ", "Deine Modi: ")
                : pick("Your apps, most used first: ", "Deine Apps, die meistgenutzten zuerst: ");
        String rest = names.size() > most || result.truncated() ? pick(" and more", " und weitere") : "";
        return new Answer().say(lead + String.join(", ", names.subList(0, Math.min(most, names.size()))) + rest + ".");
    }
}
