package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** Breaks and focus. */
final class StretchSentences {
    private static final int USUAL_BREAK = 5;
    private static final int USUAL_FOCUS = 25;

    private final Sentences sentences;
    private final Formats formats;
    private final ZoneId zone;

    StretchSentences(Sentences sentences, Formats formats, ZoneId zone) {
        this.sentences = sentences;
        this.formats = formats;
        this.zone = zone;
    }

    Answer of(Reading reading, ToolResult result) {
        boolean breaks = reading.metric().isBreaks();
        boolean empty = breaks ? result.number("days") == 0 : result.number("count") == 0;
        if (empty) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        String mark = answer.mark(result);
        int least = reading.minMinutes() > 0 ? reading.minMinutes() : breaks ? USUAL_BREAK : USUAL_FOCUS;
        String end = sentences.narrowed(reading.filters()) + mark + ", " + sentences.period(reading) + ".";
        long count = Math.round(result.number("count"));
        String kind = breaks
                ? pick(count == 1 ? "break" : "breaks", count == 1 ? "Pause" : "Pausen")
                : pick(count == 1 ? "focus session" : "focus sessions", count == 1 ? "Fokusphase" : "Fokusphasen");
        String what = breaks
                ? pick("A break counts from ", "Als Pause zählt eine Lücke ab ")
                : pick("A session counts from ", "Es zählt ununterbrochene Zeit in einem Modus ab ");
        String rule =
                what + least + " min" + pick(breaks ? " without activity." : " without interruption in one mode.", ".");
        String mean = formats.duration(result.number("meanMs"));
        String total = formats.duration(result.number("totalMs"));
        switch (reading.metric()) {
            case BREAKS, FOCUS ->
                answer.say(count + " " + kind + end)
                        .say(
                                count == 0
                                        ? rule
                                        : pick(
                                                        "In all " + total + ", " + mean + " each on average",
                                                        "Zusammen " + total + ", im Schnitt je " + mean)
                                                + mark + ". " + rule);
            case BREAKS_A_DAY ->
                answer.say(formats.number(result.number("perDay"))
                                + pick(" breaks a day on average", " Pausen pro Tag im Schnitt")
                                + end)
                        .say(pick("In all " + count + " " + kind, "Insgesamt " + count + " " + kind) + mark + ". "
                                + rule);
            case BREAK_TOTAL, FOCUS_TOTAL ->
                answer.say(total + pick(" in " + count + " " + kind, " in " + count + " " + kind) + end)
                        .say(rule);
            case BREAK_MEAN, FOCUS_MEAN ->
                answer.say(mean
                                + pick(
                                        " on average for a " + (breaks ? "break" : "focus session"),
                                        " im Schnitt je " + (breaks ? "Pause" : "Fokusphase"))
                                + end)
                        .say(pick(
                                        "There were " + count + ", " + total + " in all",
                                        "Es waren " + count + ", zusammen " + total)
                                + mark + ". " + rule);
            case STRETCH ->
                answer.say(formats.duration(result.number("longestStretchMs"))
                                + pick(" without a break at the longest", " am Stück ohne Pause")
                                + end)
                        .say(rule);
            default ->
                answer.say(
                                count == 0
                                        ? pick("No break", "Keine Pause") + end
                                        : formats.duration(result.number("longestMs"))
                                                + pick(
                                                        " was the longest " + (breaks ? "break" : "focus session"),
                                                        " dauerte die längste " + (breaks ? "Pause" : "Fokusphase"))
                                                + end)
                        .say(count == 0 ? rule : span(result.rows().get(0), answer, result));
        }
        return answer;
    }

    private String span(List<?> row, Answer answer, ToolResult result) {
        ZonedDateTime from = Instant.parse(String.valueOf(row.get(0))).atZone(zone);
        ZonedDateTime to = Instant.parse(String.valueOf(row.get(1))).atZone(zone);
        String times = String.format(
                Locale.ROOT, "%02d:%02d–%02d:%02d", from.getHour(), from.getMinute(), to.getHour(), to.getMinute());
        return pick("It was on ", "Das war am ") + formats.day(from.toLocalDate()) + ", " + times + answer.mark(result)
                + ".";
    }

    private String pick(String english, String german) {
        return formats.pick(english, german);
    }
}
