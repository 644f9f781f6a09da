package io.modehub.spans;

import java.util.Locale;

/** What a row of a summary is. */
public enum GroupBy {
    MODE,
    APP,
    HOUR,
    WEEKDAY,
    /** Hours of the week, {@code 1-0} (Monday, midnight) to {@code 7-23}. */
    WEEKHOUR,
    DAY,
    WEEK,
    MONTH;

    /** The grouping of that name on the wire. */
    public static GroupBy of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether rows are stretches of a zone's time. */
    boolean isByTime() {
        return this != MODE && this != APP;
    }
}
