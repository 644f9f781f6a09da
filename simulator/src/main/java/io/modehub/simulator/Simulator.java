package io.modehub.simulator;

import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invented person at one machine. A day is the same however often and in whatever order days are asked for. Not
 * thread-safe: {@link #at} keeps the day it last looked at.
 */
public final class Simulator {
    private final Persona persona;
    private final long seed;
    private final ZoneId zone;
    private final Habits habits;
    private final DayPlan plan;
    private @Nullable LocalDate liveDate;
    private List<Lived> live = List.of();

    private Simulator(Persona persona, long seed, ZoneId zone) {
        this.persona = persona;
        this.seed = seed;
        this.zone = zone;
        this.habits = new Habits(persona, seed);
        this.plan = new DayPlan(persona, seed);
    }

    /** A person of that kind; the seed tells one from another. */
    public static Simulator of(Persona persona, long seed, ZoneId zone) {
        return new Simulator(persona, seed, zone);
    }

    /**
     * The activities of one local day in order, without overlap, at an agent's cadence (5 s, up to 60 s while nothing
     * changes). Gaps are time with the machine off or asleep; a day off is empty.
     */
    public List<Lived> day(LocalDate date) {
        return play(date, plan.of(date), true);
    }

    /** The same person with the machine always on and awake, so that every moment of the day has an activity. */
    public List<Lived> dayNeverOff(LocalDate date) {
        return play(date, plan.neverOff(date), false);
    }

    /**
     * What would be measured at {@code now}: the sample whose window holds the moment, by day or night. Ask again at
     * its {@link Activity#end()} for the next one.
     */
    public Lived at(Instant now) {
        LocalDate date = now.atZone(zone).toLocalDate();
        if (!date.equals(liveDate)) {
            live = dayNeverOff(date);
            liveDate = date;
        }
        int low = 0;
        int high = live.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (live.get(middle).activity().at().isAfter(now)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return live.get(low);
    }

    /** Counts from noon, so that only the small hours of a day with a clock change are shifted; cut at midnight. */
    private List<Lived> play(LocalDate date, List<Stretch> stretches, boolean sleeps) {
        Instant noon = date.atTime(LocalTime.NOON).atZone(zone).toInstant();
        Instant start = date.atStartOfDay(zone).toInstant();
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
        Dice dice = new Dice(seed, persona.salt, date.toEpochDay(), 3);
        Player player = new Player(persona, habits, dice, noon.minusSeconds(DayPlan.DAY * 30L), sleeps);
        stretches.forEach(player::play);
        return player.samples().stream()
                .filter(sample -> !sample.activity().at().isBefore(start)
                        && !sample.activity().end().isAfter(end))
                .toList();
    }
}
