package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where most or least time is, and how it spreads. */
final class RowSentences {
    private static final int FIRST_NAMES = 3;
    private static final int MOST_ITEMS = 10;
    private static final int MOST_ITEMS_OF_PLACES = 5;

    private final Sentences sentences;
    private final Formats formats;

    RowSentences(Sentences sentences, Formats formats) {
        this.sentences = sentences;
        this.formats = formats;
    }

    private record Row(String key, double ms, ToolResult from) {}

    Answer of(Reading reading, List<ToolResult> results) {
        int alsoAt = reading.also().isPresent() ? results.size() - 1 : results.size();
        List<Row> rows = rows(results.subList(0, alsoAt));
        double total = rows.stream().mapToDouble(Row::ms).sum();
        if (rows.isEmpty() || total == 0) {
            return sentences.nothing(reading);
        }
        Answer answer = new Answer();
        Grouping by = reading.grouping().orElse(Grouping.APP);
        List<Row> places = places(reading, rows);
        if (reading.metric() == Metric.SPLIT) {
            split(reading, answer, by, rows, places, total);
        } else {
            boolean most = reading.metric() == Metric.TOP;
            int named = Math.min(
                    places.size(),
                    reading.count() > 0
                            ? Math.min(reading.count(), MOST_ITEMS)
                            : by.isTime() || !most || reading.also().isPresent() ? 1 : FIRST_NAMES);
            String first = formats.list(places.subList(0, named).stream()
                    .map(row -> place(by, row, total, answer))
                    .toList());
            String second = reading.also()
                    .map(also -> second(reading, also, answer, results.get(alsoAt)))
                    .orElse("");
            answer.say((most ? formats.pick("Most of it: ", "Am meisten: ") : formats.pick("Least: ", "Am wenigsten: "))
                    + first + second + sentences.narrowed(reading.filters()) + ", " + sentences.period(reading) + ".");
            places.stream()
                    .skip(named)
                    .limit(Math.max(0, MOST_ITEMS_OF_PLACES - named))
                    .forEach(row -> answer.item(place(by, row, total, answer)));
        }
        results.forEach(result -> {
            if (result.rows().size() > 1 && (alsoAt == 1 || results.indexOf(result) == alsoAt)) {
                answer.draw(result);
            }
        });
        return answer;
    }

    private void split(Reading reading, Answer answer, Grouping by, List<Row> rows, List<Row> places, double total) {
        String mark = answer.mark(rows.get(0).from());
        Row top = places.get(0);
        answer.say(formats.duration(total) + formats.pick(" of active time", " aktive Zeit")
                + sentences.narrowed(reading.filters()) + mark + ", " + sentences.period(reading)
                + formats.pick("; most of it: ", "; am meisten: ") + key(by, top) + formats.pick(" with ", " mit ")
                + formats.duration(top.ms()) + ".");
        List<Row> shown = rows.size() > MOST_ITEMS
                ? places.subList(0, Math.min(places.size(), MOST_ITEMS_OF_PLACES))
                : by.isTime() ? rows : places;
        shown.forEach(row -> answer.item(place(by, row, total, answer)));
    }

    /** The other reading's first place, in the same breath. */
    private String second(Reading reading, Grouping also, Answer answer, ToolResult result) {
        List<Row> rows = places(reading, rows(List.of(result)));
        double total = rows.stream().mapToDouble(Row::ms).sum();
        return rows.isEmpty() ? "" : "; " + noun(also) + " " + place(also, rows.get(0), total, answer);
    }

    private String noun(Grouping grouping) {
        return switch (grouping) {
            case MODE -> formats.pick("by mode", "nach Modus");
            case WEEKDAY -> formats.pick("by weekday", "nach Wochentag");
            default -> Describer.by(grouping, formats);
        };
    }

    private String key(Grouping by, Row row) {
        return formats.key(by, row.key());
    }

    private String place(Grouping by, Row row, double total, Answer answer) {
        return key(by, row) + formats.pick(" with ", " mit ") + formats.duration(row.ms()) + " ("
                + formats.share(row.ms() / total) + ")" + answer.mark(row.from());
    }

    private static List<Row> rows(List<ToolResult> results) {
        List<Row> rows = new ArrayList<>();
        for (ToolResult result : results) {
            for (List<?> row : result.rows()) {
                double ms = row.get(1) instanceof Number number ? number.doubleValue() : 0;
                String key = String.valueOf(row.get(0));
                Row same = rows.isEmpty() ? null : rows.get(rows.size() - 1);
                if (same != null && same.key().equals(key)) {
                    rows.set(rows.size() - 1, new Row(key, same.ms() + ms, result));
                } else if (ms > 0) {
                    rows.add(new Row(key, ms, result));
                }
            }
        }
        return rows;
    }

    private static List<Row> places(Reading reading, List<Row> rows) {
        Comparator<Row> longestFirst = Comparator.comparingDouble((Row row) -> -row.ms());
        return rows.stream()
                .sorted(reading.metric() == Metric.LEAST ? longestFirst.reversed() : longestFirst)
                .toList();
    }
}
