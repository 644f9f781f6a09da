package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import java.util.List;

/** Reports of fixed parts: facts and the thresholds they stand on, no judgement. */
final class ReportSentences {
    private static final int NAMES = 3;

    private final Sentences sentences;
    private final Formats formats;
    private final PatternSentences patterns;

    ReportSentences(Sentences sentences, Formats formats) {
        this.sentences = sentences;
        this.formats = formats;
        this.patterns = new PatternSentences(sentences, formats);
    }

    Answer of(Reading reading, List<ToolResult> results) {
        return reading.metric() == Metric.BALANCE ? balance(reading, results) : summary(reading, results);
    }

    private Answer balance(Reading reading, List<ToolResult> results) {
        ToolResult work = results.get(0);
        ToolResult before = results.get(2);
        if (work.number("totalMs") == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        answer.say(duration(work, "totalMs") + pick(" of work, meetings included", " Arbeit, Meetings mitgezählt")
                + ", " + duration(work, "meanPerDayMs") + pick(" a day on ", " pro Tag an ")
                + Math.round(work.number("days")) + pick(" days", " Tagen") + answer.mark(work) + ", "
                + sentences.period(reading) + ".");
        workItems(answer, work);
        breakItems(answer, results.get(1));
        if (before.number("totalMs") > 0) {
            answer.item(pick("The period before: ", "Der Zeitraum davor: ")
                    + duration(before, "totalMs")
                    + answer.mark(before)
                    + pick(", a difference of ", ", ein Unterschied von ")
                    + sentences.verdict(Reading.Ask.PLAIN, work.number("totalMs"), before.number("totalMs")));
        }
        return answer.say(pick(
                "These are figures, not a judgement and no diagnosis.",
                "Das sind Zahlen, keine Bewertung und keine Diagnose."));
    }

    private void workItems(Answer answer, ToolResult work) {
        String mark = answer.mark(work);
        answer.item(pick("Start and end: on average ", "Beginn und Ende: im Schnitt ")
                + patterns.time(work, "meanStart")
                + pick(" and ", " und ")
                + patterns.time(work, "meanEnd")
                + pick(", latest end ", ", spätestes Ende ")
                + patterns.time(work, "latestEnd")
                + mark);
        answer.item(pick("Evening (20:00–06:00): ", "Abends (20:00–06:00): ")
                + orNone(work, "eveningMs", ", " + formats.share(work.number("eveningShare")))
                + mark);
        answer.item(pick("Weekend: ", "Wochenende: ")
                + orNone(work, "weekendMs", ", " + formats.share(work.number("weekendShare")))
                + mark);
        long days = Math.round(work.number("overtimeDays"));
        String onDays = pick(" on ", " an ") + days + pick(days == 1 ? " day" : " days", days == 1 ? " Tag" : " Tagen");
        answer.item(pick("Overtime (beyond 8 h a day): ", "Überstunden (über 8 h am Tag): ")
                + orNone(work, "overtimeMs", onDays)
                + mark);
        answer.item(pick("Longest day: ", "Längster Tag: ")
                + patterns.longest(work)
                + pick(" with ", " mit ")
                + duration(work, "longestDayMs")
                + mark);
    }

    private String orNone(ToolResult work, String fact, String more) {
        return work.number(fact) == 0 ? pick("none", "keine") : duration(work, fact) + more;
    }

    private void breakItems(Answer answer, ToolResult breaks) {
        if (breaks.number("days") == 0) {
            return;
        }
        answer.item(pick("Breaks (from 5 min): ", "Pausen (ab 5 min): ")
                + formats.number(breaks.number("perDay"))
                + pick(" a day, ", " pro Tag, ")
                + Math.round(breaks.number("count"))
                + pick(" in all, ", " insgesamt, ")
                + duration(breaks, "meanMs")
                + pick(" each on average; longest time without one: ", " im Schnitt; längste Zeit ohne Pause: ")
                + duration(breaks, "longestStretchMs")
                + answer.mark(breaks));
    }

    private Answer summary(Reading reading, List<ToolResult> results) {
        ToolResult modes = results.get(0);
        ToolResult apps = results.get(1);
        ToolResult work = results.get(2);
        if (modes.number("totalMs") == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        long days = Math.round(modes.number("days"));
        answer.say(duration(modes, "totalMs") + pick(" of active time on ", " aktive Zeit an ") + days
                + pick(days == 1 ? " day" : " days", days == 1 ? " Tag" : " Tagen") + answer.mark(modes) + ", "
                + sentences.period(reading) + ".");
        answer.item(pick("Modes: ", "Modi: ") + names(modes) + answer.mark(modes));
        answer.item("Apps: " + names(apps) + answer.mark(apps));
        if (work.number("totalMs") > 0) {
            answer.item(pick("Work, meetings included: ", "Arbeit, Meetings mitgezählt: ")
                    + duration(work, "totalMs")
                    + answer.mark(work));
            workItems(answer, work);
        }
        breakItems(answer, results.get(3));
        return answer.draw(modes);
    }

    private String names(ToolResult result) {
        return formats.list(result.rows().stream()
                .limit(NAMES)
                .map(row -> Formats.name(String.valueOf(row.get(0))) + " "
                        + formats.duration(row.get(1) instanceof Number ms ? ms.doubleValue() : 0))
                .toList());
    }

    private String duration(ToolResult result, String fact) {
        return formats.duration(result.number(fact));
    }

    private String pick(String english, String german) {
        return formats.pick(english, german);
    }
}
