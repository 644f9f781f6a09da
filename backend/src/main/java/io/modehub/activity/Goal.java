package io.modehub.activity;

import java.time.Duration;

/**
 * What a person wants of their time.
 *
 * @param atLeast true: so long or longer; false: so long or shorter
 * @param target a minute to a week; of a day's goal at most a day
 */
public record Goal(long id, int modeId, boolean atLeast, Per per, Duration target) {
    /** Over which stretch of the person's calendar the time is counted. */
    public enum Per {
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7));

        private final Duration length;

        Per(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }
    }

    public Goal {
        if (target.compareTo(Duration.ofMinutes(1)) < 0 || target.compareTo(per.length()) > 0) {
            throw new IllegalArgumentException("a goal is a minute at least and as long as its stretch at most");
        }
    }
}
