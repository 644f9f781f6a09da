package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was on a day, at a moment, or when something last was. */
final class DaySentences {
    private static final String AWAY = "Away";
    private static final int MOST_SPANS = 8;

    private final Sentences sentences;
    private final Formats formats;

    DaySentences(Sentences sentences, Formats formats) {
        this.sentences = sentences;
        this.formats = formats;
    }

    private record Span(ZonedDateTime from, ZonedDateTime to, String mode, double ms, String app) {
        boolean isAway() {
            return mode.equals(AWAY);
        }
    }

    Answer of(Reading reading, List<ToolResult> results) {
        if (reading.metric() == Metric.LAST_TIME || reading.metric() == Metric.FIRST_TIME) {
            return occurrence(reading, results.get(results.size() - 1));
        }
        ToolResult timeline = results.get(0);
        List<Span> spans = spans(timeline);
        return switch (reading.metric()) {
            case AT -> at(reading, timeline, spans);
            case SPANS -> ofMode(reading, timeline, spans);
            default -> day(reading, timeline, spans, results.get(1));
        };
    }

    private Answer day(Reading reading, ToolResult timeline, List<Span> spans, ToolResult modes) {
        if (spans.isEmpty() || modes.number("totalMs") == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        List<String> parts = modes.rows().stream()
                .limit(3)
                .map(row -> Formats.name(String.valueOf(row.get(0))) + " "
                        + formats.duration(row.get(1) instanceof Number ms ? ms.doubleValue() : 0))
                .toList();
        answer.say(formats.duration(modes.number("totalMs"))
                + formats.pick(" of active time between ", " aktive Zeit zwischen ")
                + time(spans.get(0).from()) + formats.pick(" and ", " und ")
                + time(spans.get(spans.size() - 1).to()) + answer.mark(timeline) + ", " + sentences.period(reading)
                + ": " + formats.list(parts) + answer.mark(modes) + ".");
        spans.stream()
                .sorted(Comparator.comparingDouble((Span span) -> -span.ms()))
                .limit(MOST_SPANS)
                .sorted(Comparator.comparing(Span::from))
                .forEach(span -> answer.item(line(span)));
        return answer.draw(modes);
    }

    private String line(Span span) {
        String app = span.app().isEmpty() ? "" : formats.pick(", mostly ", ", vor allem ") + Formats.name(span.app());
        return time(span.from()) + "–" + time(span.to()) + " " + Formats.name(span.mode()) + app;
    }

    private Answer ofMode(Reading reading, ToolResult timeline, List<Span> spans) {
        List<Span> of = spans.stream()
                .filter(span ->
                        reading.filters().mode().map(span.mode()::equals).orElse(true))
                .toList();
        if (of.isEmpty()) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        List<String> times = of.stream()
                .limit(MOST_SPANS)
                .map(span -> time(span.from()) + "–" + time(span.to()))
                .toList();
        String more = of.size() > MOST_SPANS ? formats.pick(" and later", " und später") : "";
        return answer.say(formats.list(times) + more + sentences.narrowed(reading.filters()) + answer.mark(timeline)
                + ", " + sentences.period(reading) + ".");
    }

    private Answer at(Reading reading, ToolResult timeline, List<Span> spans) {
        ZoneId zone = timeline.periods().get(0).zone();
        ZonedDateTime moment =
                reading.when().from().atTime(reading.clock().orElseThrow()).atZone(zone);
        Answer answer = new Answer();
        return spans.stream()
                .filter(span -> !moment.isBefore(span.from()) && moment.isBefore(span.to()))
                .findFirst()
                .map(span -> answer.say(Formats.name(span.mode())
                        + (span.app().isEmpty()
                                ? ""
                                : formats.pick(", mostly in ", ", vor allem in ") + Formats.name(span.app()))
                        + formats.pick(", from ", ", von ") + time(span.from()) + formats.pick(" to ", " bis ")
                        + time(span.to()) + answer.mark(timeline) + ", " + sentences.period(reading) + "."))
                .orElseGet(() -> sentences.nothing(reading));
    }

    private Answer occurrence(Reading reading, ToolResult days) {
        if (days.rows().isEmpty()) {
            return sentences.nothing(reading);
        }
        boolean last = reading.metric() == Metric.LAST_TIME;
        List<?> row = days.rows().get(last ? days.rows().size() - 1 : 0);
        Answer answer = new Answer();
        String day = formats.day(LocalDate.parse(String.valueOf(row.get(0))));
        String length = formats.duration(row.get(1) instanceof Number ms ? ms.doubleValue() : 0);
        return answer.say(
                (last ? formats.pick("Last on ", "Zuletzt am ") : formats.pick("First on ", "Zum ersten Mal am ")) + day
                        + ", " + length + sentences.narrowed(reading.filters()) + answer.mark(days) + ".");
    }

    private static List<Span> spans(ToolResult timeline) {
        ZoneId zone = timeline.periods().get(0).zone();
        return timeline.rows().stream()
                .map(row -> new Span(
                        Instant.parse(String.valueOf(row.get(1))).atZone(zone),
                        Instant.parse(String.valueOf(row.get(2))).atZone(zone),
                        String.valueOf(row.get(3)),
                        row.get(4) instanceof Number ms ? ms.doubleValue() : 0,
                        row.get(5) == null ? "" : String.valueOf(row.get(5))))
                .filter(span -> !span.isAway())
                .toList();
    }

    private static String time(ZonedDateTime at) {
        return String.format(Locale.ROOT, "%02d:%02d", at.getHour(), at.getMinute());
    }
}
