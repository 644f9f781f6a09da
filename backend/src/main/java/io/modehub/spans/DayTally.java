package io.modehub.spans;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much of its latest UTC day an agent has reported. A day is judged again as a whole, so that this decides how long that
 * takes, and how much memory.
 *
 * @param epochDay the day, counted from 1970-01-01
 * @param activities those that start in the day; one counts for more where its texts are long
 */
public record DayTally(long epochDay, int activities) {
    /** Most activities a device may report for one UTC day: more than one a second. */
    public static final int MOST = 100_000;

    /** An activity counts once, and once more for so many characters. */
    public static final int UNIT = 512;

    private static final int SECONDS = 86_400;

    /** Names aside. */
    private static final int OF_A_LEVEL = 64;

    /** As it was kept. */
    public DayTally(LocalDate day, int activities) {
        this(day.toEpochDay(), activities);
    }

    /** The day that is counted. */
    public LocalDate day() {
        return LocalDate.ofEpochDay(epochDay);
    }

    /** The tally after one more activity; those of earlier days don't count. */
    public DayTally with(Activity activity) {
        long other = epochDay(activity.at());
        if (other < epochDay) {
            return this;
        }
        return new DayTally(other, weight(activity) + (other == epochDay ? activities : 0));
    }

    /** For how many an activity counts, at least 1. */
    public static int weight(Activity activity) {
        int length = activity.app().length() + length(activity.title()) + length(activity.domain());
        for (AudioLevel level : activity.audio()) {
            length += OF_A_LEVEL + length(level.name()) + length(level.by());
        }
        return 1 + length / UNIT;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Whether an activity that starts then would be one too many. */
    public boolean isFullAt(Instant at) {
        return activities >= MOST && epochDay(at) == epochDay;
    }

    /** Whether something that starts then isn't counted any more. */
    public boolean isPast(Instant at) {
        return epochDay(at) < epochDay;
    }

    private static long epochDay(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }
}
