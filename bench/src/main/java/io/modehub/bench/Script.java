package io.modehub.bench;

import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one simulated agent reports, number by number, window after window without a hole. A number has the same activity
 * however often it is asked for, so a script is a spool that needs no memory. Contents are those of simulated days.
 */
final class Script {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 18);
    private static final int PEOPLE = 6;
    private static final List<List<Line>> DAYS =
            IntStream.range(0, PEOPLE).mapToObj(Script::day).toList();

    private final List<Line> lines;
    private final int offset;
    private final Instant start;
    private final int stepMs;

    /** An activity and its JSON without the times. */
    private record Line(Activity activity, String json, String levels) {}

    /**
     * @param agent picks the person, and where in their day the script begins
     * @param start start of the first window
     * @param stepMs length of a window
     */
    Script(int agent, Instant start, int stepMs) {
        this.lines = DAYS.get(agent % PEOPLE);
        this.offset = agent * 97;
        this.start = start;
        this.stepMs = stepMs;
    }

    /** The activity of that number, counted from 1. */
    Activity activity(long seq) {
        Activity a = line(seq).activity;
        return new Activity(
                at(seq), stepMs, a.app(), a.title(), a.domain(), a.mouse(), a.keyboard(), a.idleMs(), a.audio());
    }

    /** Its JSON, written without a generator so that the load costs little. */
    String item(long seq) {
        return "{\"at\":\"" + at(seq) + "\",\"durationMs\":" + stepMs + line(seq).json;
    }

    /** Its levels as the hub stores them. */
    String levels(long seq) {
        return line(seq).levels;
    }

    private Instant at(long seq) {
        return start.plusMillis((seq - 1) * stepMs);
    }

    private Line line(long seq) {
        return lines.get((int) ((offset + seq) % lines.size()));
    }

    private static List<Line> day(int person) {
        Persona[] personas = Persona.values();
        return Simulator.of(personas[person % personas.length], person, ZoneOffset.UTC).dayNeverOff(DAY).stream()
                .map(Lived::activity)
                .map(Script::line)
                .toList();
    }

    private static Line line(Activity activity) {
        String json = ActivityJson.write(activity);
        return new Line(activity, json.substring(json.indexOf(",\"app\"")), ActivityJson.writeLevels(activity.audio()));
    }

    @Override
    public String toString() {
        return "Script" + Arrays.asList(start, stepMs, offset);
    }
}
