package io.modehub.models;

import io.modehub.classify.FeatureReader;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A training table as rows, by the code that serves live predictions. With timestamps the rows are one person's history, in
 * order of time; without, each stands on its own, at its hour and weekday.
 */
public final class TableRows {
    /** Hour and weekday of a row without a date are put into this week, and at half past. */
    private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 1, 5);

    private static final int MINUTE_MS = 60_000;
    private static final Duration SESSION_ENDS_AFTER = Duration.ofMinutes(15);

    private TableRows() {}

    /**
     * All lines as rows, in order of time where they have one.
     *
     * @param zone the person's zone, for hour and weekday
     */
    public static List<Row> of(List<TrainingLine> lines, ZoneId zone) {
        boolean dated = !lines.isEmpty() && lines.stream().allMatch(line -> line.at() != null);
        return dated ? history(lines, zone) : apart(lines, zone);
    }

    private static List<Row> apart(List<TrainingLine> lines, ZoneId zone) {
        List<Row> rows = new ArrayList<>(lines.size());
        for (TrainingLine line : lines) {
            Instant at = SOME_MONDAY
                    .plusDays(line.dayOfWeek() - 1L)
                    .atTime(line.hour(), 30)
                    .atZone(zone)
                    .toInstant();
            rows.add(Row.of(
                    new FeatureReader(zone).next(activity(line, at, MINUTE_MS)), line.mode(), line.app(), 1, null));
        }
        return rows;
    }

    private static List<Row> history(List<TrainingLine> lines, ZoneId zone) {
        List<TrainingLine> inOrder = new ArrayList<>(lines);
        inOrder.sort(Comparator.comparing(TableRows::at));
        FeatureReader reader = new FeatureReader(zone);
        List<Row> rows = new ArrayList<>(lines.size());
        Instant end = Instant.EPOCH;
        int session = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            TrainingLine line = inOrder.get(i);
            Instant at = at(line);
            session += Duration.between(end, at).compareTo(SESSION_ENDS_AFTER) > 0 ? 1 : 0;
            int durationMs = i + 1 < inOrder.size() ? until(at, at(inOrder.get(i + 1))) : MINUTE_MS;
            end = at.plusMillis(durationMs);
            Row.When when = new Row.When(LocalDate.ofInstant(at, zone), session);
            rows.add(Row.of(reader.next(activity(line, at, durationMs)), line.mode(), line.app(), 1, when));
        }
        return rows;
    }

    /** A row lasts until the next, at most a minute. */
    private static int until(Instant at, Instant next) {
        return (int) Math.max(1, Math.min(MINUTE_MS, Duration.between(at, next).toMillis()));
    }

    private static Activity activity(TrainingLine line, Instant at, int durationMs) {
        List<AudioLevel> audio = new ArrayList<>();
        double voice = line.voice() == null ? 0 : line.voice();
        boolean atMicrophone = line.micDb() != null;
        add(audio, Source.MICROPHONE, line.micDb(), voice);
        add(audio, Source.SYSTEM, line.systemDb(), atMicrophone ? 0 : voice);
        double keyboard = line.keyboard() == null ? 0 : line.keyboard();
        return new Activity(at, durationMs, line.app(), line.title(), null, line.mouse(), keyboard, null, audio);
    }

    private static void add(List<AudioLevel> audio, Source source, @Nullable Double db, double voice) {
        if (db != null) {
            audio.add(new AudioLevel(source, null, db, db, voice, null, null));
        }
    }

    private static Instant at(TrainingLine line) {
        return Objects.requireNonNull(line.at());
    }
}
