package io.modehub.spans;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How many activities of its latest UTC day an agent has reported. A day is judged again from all its activities at once, so
 * their number decides how much memory that takes.
 *
 * @param epochDay the day, counted from 1970-01-01
 * @param activities those that start in the day
 */
public record DayTally(long epochDay, int activities) {
    /** Most activities a device may report for one UTC day: more than one a second. */
    public static final int MOST = 100_000;

    private static final int SECONDS = 86_400;

    /** As it was kept. */
    public DayTally(LocalDate day, int activities) {
        this(day.toEpochDay(), activities);
    }

    /** The day that is counted. */
    public LocalDate day() {
        return LocalDate.ofEpochDay(epochDay);
    }

    /** The tally after one more activity; those of earlier days don't count. */
    public DayTally with(Instant at) {
        long other = epochDay(at);
        if (other < epochDay) {
            return this;
        }
        return new DayTally(other, other == epochDay ? activities + 1 : 1);
    }

    /** Whether an activity that starts then would be one too many. */
    public boolean isFullAt(Instant at) {
        return activities >= MOST && epochDay(at) == epochDay;
    }

    private static long epochDay(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }
}
