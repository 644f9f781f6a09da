package io.modehub.truth;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.truth.ChatTruth.Stretch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Single facts by the names they have in the chat's tools; empty where there is none. */
public final class ChatFacts {
    /** Breaks are at least so long where nothing else is said, … */
    public static final int BREAK_MINUTES = 5;

    /** … focus so long. */
    public static final int FOCUS_MINUTES = 25;

    private static final long EIGHT_HOURS = 8 * AgentDay.HOUR;
    private static final int EVENING = 20;
    private static final int MORNING = 6;

    private final ChatTruth truth;

    public ChatFacts(ChatTruth truth) {
        this.truth = truth;
    }

    /** A fact of time as such, of work, breaks, focus, switches or input. Throws where there is no such fact. */
    public OptionalDouble value(String what, Asked asked) {
        return switch (what) {
            case "totalMs" -> OptionalDouble.of(truth.activeMs(asked));
            case "coverageMs" -> OptionalDouble.of(truth.coverageMs(asked));
            case "days" -> OptionalDouble.of(truth.days(asked));
            case "meanPerDayMs" -> over(truth.activeMs(asked), truth.days(asked));
            case "perDay" -> over(truth.breaks(asked, BREAK_MINUTES).size(), truth.days(asked));
            case "longestStretchMs" -> OptionalDouble.of(truth.longestWithoutBreak(asked, BREAK_MINUTES));
            case "perHour" -> over(truth.switches(asked, true) * (double) AgentDay.HOUR, truth.activeMs(asked));
            case "mouse", "keyboard", "microphoneMs", "voiceMs", "microphoneDb", "systemDb", "measuredMs" ->
                measured(what, truth.measured(asked));
            default -> ofWork(what, asked.ofWork());
        };
    }

    private OptionalDouble ofWork(String what, Asked asked) {
        Map<LocalDate, List<Stretch>> days = truth.byDay(asked);
        double total = truth.activeMs(asked);
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        double evening = 0;
        double weekend = 0;
        double overtime = 0;
        int overtimeDays = 0;
        double longest = 0;
        for (Map.Entry<LocalDate, List<Stretch>> day : days.entrySet()) {
            double active = length(day.getValue());
            starts.add(start(day.getValue(), asked));
            ends.add(end(day.getValue(), asked));
            evening += evening(day.getValue(), asked);
            weekend += day.getKey().getDayOfWeek().getValue() > 5 ? active : 0;
            overtime += Math.max(0, active - EIGHT_HOURS);
            overtimeDays += active > EIGHT_HOURS ? 1 : 0;
            longest = Math.max(longest, active);
        }
        return switch (what) {
            case "meanStart" -> mean(starts);
            case "meanEnd" -> mean(ends);
            case "earliestStart" -> starts.stream().mapToDouble(start -> start).min();
            case "latestEnd" -> ends.stream().mapToDouble(end -> end).max();
            case "longestDayMs" -> days.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(longest);
            case "eveningMs" -> OptionalDouble.of(evening);
            case "eveningShare" -> over(evening, total);
            case "weekendMs" -> OptionalDouble.of(weekend);
            case "weekendShare" -> over(weekend, total);
            case "overtimeMs" -> OptionalDouble.of(overtime);
            case "overtimeDays" -> OptionalDouble.of(overtimeDays);
            default -> throw new IllegalArgumentException("there is no fact " + what);
        };
    }

    /** The local day with the most of such time; of equal ones the first. */
    public Optional<LocalDate> longestDay(Asked asked) {
        return truth.byDay(asked).entrySet().stream()
                .max(Comparator.<Map.Entry<LocalDate, List<Stretch>>>comparingDouble(day -> length(day.getValue()))
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey);
    }

    private static double length(List<Stretch> stretches) {
        return stretches.stream().mapToLong(Stretch::length).sum();
    }

    private static double start(List<Stretch> day, Asked asked) {
        return asked.clock(day.get(0).from());
    }

    /** Midnight at the day's end is 24:00. */
    private static double end(List<Stretch> day, Asked asked) {
        return asked.clock(day.get(day.size() - 1).to() - 1) + 1;
    }

    /** Minute by minute what lies from 20:00 to 06:00. */
    private static double evening(List<Stretch> day, Asked asked) {
        long evening = 0;
        for (Stretch stretch : day) {
            for (long at = stretch.from(); at < stretch.to(); ) {
                long next = Math.min(stretch.to(), (at / Smoothing.MINUTE + 1) * Smoothing.MINUTE);
                int hour = asked.local(at).getHour();
                evening += hour >= EVENING || hour < MORNING ? next - at : 0;
                at = next;
            }
        }
        return evening;
    }

    private static OptionalDouble measured(String what, List<Activity> windows) {
        return switch (what) {
            case "measuredMs" -> OptionalDouble.of(sum(windows, window -> 1));
            case "mouse" -> over(sum(windows, Activity::mouse), sum(windows, window -> 1));
            case "keyboard" -> over(sum(windows, Activity::keyboard), sum(windows, window -> 1));
            case "microphoneMs" ->
                OptionalDouble.of(sum(
                        windows,
                        window -> levels(window, AudioLevel.Source.MICROPHONE).stream()
                                        .anyMatch(AudioLevel::isInUse)
                                ? 1
                                : 0));
            case "voiceMs" ->
                OptionalDouble.of(sum(windows, window -> levels(window, AudioLevel.Source.MICROPHONE).stream()
                        .mapToDouble(AudioLevel::voice)
                        .max()
                        .orElse(0)));
            case "microphoneDb" -> loudness(windows, AudioLevel.Source.MICROPHONE);
            default -> loudness(windows, AudioLevel.Source.SYSTEM);
        };
    }

    /** The mean of power over the windows that have such a level, in dB. */
    private static OptionalDouble loudness(List<Activity> windows, AudioLevel.Source source) {
        List<Activity> heard = windows.stream()
                .filter(window -> !levels(window, source).isEmpty())
                .toList();
        OptionalDouble power = over(
                sum(heard, window -> levels(window, source).stream()
                        .mapToDouble(level -> Math.pow(10, level.rmsDb() / 10))
                        .max()
                        .orElse(0)),
                sum(heard, window -> 1));
        return power.isEmpty() ? power : OptionalDouble.of(10 * Math.log10(power.getAsDouble()));
    }

    private static List<AudioLevel> levels(Activity window, AudioLevel.Source source) {
        return window.audio().stream().filter(level -> level.source() == source).toList();
    }

    private static double sum(List<Activity> windows, ToDoubleFunction<Activity> value) {
        return windows.stream()
                .mapToDouble(window -> window.durationMs() * value.applyAsDouble(window))
                .sum();
    }

    private static OptionalDouble mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average();
    }

    private static OptionalDouble over(double part, double whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }
}
