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

    boolean isTime() {
        return compareTo(HOUR) >= 0;
    }
}
