package io.modehub.chat.analyst;

import java.util.Locale;

/** By what time is split. */
enum Grouping {
    MODE,
    APP,
    HOUR,
    WEEKDAY,
    DAY,
    WEEK,
    MONTH;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether two periods have the same parts. */
    boolean isShared() {
        return compareTo(DAY) < 0;
    }

    boolean isTime() {
        return compareTo(HOUR) >= 0;
    }
}
