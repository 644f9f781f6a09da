package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolResult.Fact;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Switches, input and sound. */
final class MeasureSentences {
    private final Sentences sentences;
    private final Formats formats;

    MeasureSentences(Sentences sentences, Formats formats) {
        this.sentences = sentences;
        this.formats = formats;
    }

    Answer of(Reading reading, ToolResult result) {
        return reading.metric().isSwitches() ? switches(reading, result) : measured(reading, result);
    }

    private Answer switches(Reading reading, ToolResult result) {
        if (result.number("activeMs") == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        String mark = answer.mark(result);
        boolean modes = reading.grouping().equals(Optional.of(Grouping.MODE));
        long count = Math.round(result.number("count"));
        String kind =
                modes ? formats.pick("mode switches", "Moduswechsel") : formats.pick("app switches", "App-Wechsel");
        String rate = formats.number(result.number("perHour")) + formats.pick(" per active hour", " je aktiver Stunde");
        String end = ", " + sentences.period(reading) + ".";
        Optional<Grouping> rows = reading.grouping()
                .filter(by -> by != Grouping.MODE && !result.rows().isEmpty());
        if (rows.isPresent()) {
            List<?> top = result.rows().stream()
                    .max(Comparator.comparingDouble((List<?> row) -> value(row, 1)))
                    .orElseThrow();
            return answer.say(formats.pick("Most ", "Die meisten ") + kind + ": "
                            + formats.key(rows.get(), String.valueOf(top.get(0))) + formats.pick(" with ", " mit ")
                            + Math.round(value(top, 1)) + mark + end)
                    .say(formats.pick("In all ", "Insgesamt ") + count + ", " + rate + mark + ".")
                    .draw(result);
        }
        return reading.metric() == Metric.SWITCHES_AN_HOUR
                ? answer.say(rate.substring(0, 1) + rate.substring(1) + ": " + kind + mark + end)
                        .say(formats.pick("In all ", "Insgesamt ") + count + mark + ".")
                : answer.say(count + " " + kind + mark + end)
                        .say(formats.pick("That is ", "Das sind ") + rate + mark + ".");
    }

    private Answer measured(Reading reading, ToolResult result) {
        String fact =
                switch (reading.metric()) {
                    case KEYBOARD -> "keyboard";
                    case MOUSE -> "mouse";
                    case MICROPHONE -> "microphoneMs";
                    case VOICE -> "voiceMs";
                    default -> "microphoneDb";
                };
        Optional<String> key = reading.filters().app();
        Optional<? extends List<?>> row = key.flatMap(name ->
                result.rows().stream().filter(one -> name.equals(one.get(0))).findFirst());
        Object value = key.isPresent()
                ? row.map(one -> (Object) one.get(column(result, fact))).orElse(null)
                : Optional.ofNullable(result.facts().get(fact)).map(Fact::value).orElse(null);
        if (!(value instanceof Number number) || result.number("measuredMs") == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        String mark = answer.mark(result);
        Optional<Grouping> rows =
                reading.grouping().filter(by -> key.isEmpty() && !result.rows().isEmpty());
        String end = sentences.narrowed(reading.filters()) + mark + ", " + sentences.period(reading) + ".";
        if (rows.isPresent()) {
            int column = column(result, fact);
            List<?> top = result.rows().stream()
                    .filter(one -> one.get(column) instanceof Number)
                    .max(Comparator.comparingDouble((List<?> one) -> value(one, column)))
                    .orElse(List.of());
            if (!top.isEmpty()) {
                return answer.say(formats.pick("Most: ", "Am meisten: ")
                                + formats.key(rows.get(), String.valueOf(top.get(0)))
                                + formats.pick(" with ", " mit ")
                                + shown(reading.metric(), value(top, column))
                                + end)
                        .say(formats.pick("Over all: ", "Über alles: ") + shown(reading.metric(), number.doubleValue())
                                + mark + ".");
            }
        }
        return answer.say(shown(reading.metric(), number.doubleValue()) + end);
    }

    private String shown(Metric metric, double value) {
        return switch (metric) {
            case KEYBOARD ->
                formats.number(value)
                        + formats.pick(" of 10 on average at the keyboard", " von 10 im Schnitt an der Tastatur");
            case MOUSE ->
                formats.number(value)
                        + formats.pick(" of 10 on average with the mouse", " von 10 im Schnitt mit der Maus");
            case MICROPHONE ->
                formats.duration(value) + formats.pick(" with the microphone in use", " mit Mikrofon in Benutzung");
            case VOICE ->
                formats.duration(value) + formats.pick(" with voice at the microphone", " mit Stimme am Mikrofon");
            default ->
                formats.number(value)
                        + formats.pick(" dBFS on average at the microphone", " dBFS im Schnitt am Mikrofon");
        };
    }

    private static int column(ToolResult result, String name) {
        for (int i = 0; i < result.columns().size(); i++) {
            if (result.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        return 0;
    }

    private static double value(List<?> row, int at) {
        return row.get(at) instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
    }
}
