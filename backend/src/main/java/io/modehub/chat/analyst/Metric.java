package io.modehub.chat.analyst;

/** What is asked for. */
enum Metric {
    /** Active time. */
    TOTAL,
    /** Active time a day. */
    AVERAGE,
    /** Part of the time. */
    SHARE,
    /** Where most time is. */
    TOP,
    /** Where least time is. */
    LEAST,
    /** Time by something, all of it. */
    SPLIT,
    /** On how many days. */
    DAYS,
    /** Two periods. */
    COMPARE,
    /** Two modes, apps or parts of the day in one period. */
    VERSUS,

    WORKDAY_TOTAL,
    WORKDAY_MEAN,
    START,
    END,
    EARLIEST,
    LATEST,
    EVENING,
    EVENING_SHARE,
    WEEKEND,
    WEEKEND_SHARE,
    OVERTIME,
    OVERTIME_DAYS,
    LONGEST_DAY,

    BREAKS,
    BREAKS_A_DAY,
    BREAK_TOTAL,
    BREAK_MEAN,
    BREAK_LONGEST,
    STRETCH,
    FOCUS,
    FOCUS_TOTAL,
    FOCUS_LONGEST,
    FOCUS_MEAN,
    SWITCHES,
    SWITCHES_AN_HOUR,
    KEYBOARD,
    MOUSE,
    MICROPHONE,
    VOICE,
    LOUDNESS,

    TIMELINE,
    /** The spans of one mode on a day. */
    SPANS,
    AT,
    LAST_TIME,
    FIRST_TIME,
    MODES,
    APPS,
    LOG_START,
    BALANCE,
    SUMMARY;

    boolean isWorkPattern() {
        return compareTo(WORKDAY_TOTAL) >= 0 && compareTo(LONGEST_DAY) <= 0;
    }

    boolean isTimeOfDay() {
        return compareTo(START) >= 0 && compareTo(LATEST) <= 0;
    }

    boolean isBreaks() {
        return compareTo(BREAKS) >= 0 && compareTo(STRETCH) <= 0;
    }

    boolean isFocus() {
        return compareTo(FOCUS) >= 0 && compareTo(FOCUS_MEAN) <= 0;
    }

    boolean isSwitches() {
        return this == SWITCHES || this == SWITCHES_AN_HOUR;
    }

    boolean isInput() {
        return compareTo(KEYBOARD) >= 0 && compareTo(LOUDNESS) <= 0;
    }

    /** Whether weekdays and hours can narrow it. */
    boolean takesFilters() {
        return compareTo(VERSUS) <= 0;
    }

    boolean isMean() {
        return this == AVERAGE
                || this == WORKDAY_MEAN
                || this == BREAK_MEAN
                || this == BREAKS_A_DAY
                || this == FOCUS_MEAN
                || this == SWITCHES_AN_HOUR
                || isTimeOfDay()
                || isInput();
    }

    /** Whether it is told row by row. */
    boolean hasRows() {
        return this == TOP || this == LEAST || this == SPLIT;
    }

    boolean isReport() {
        return this == BALANCE || this == SUMMARY;
    }

    /** Whether it tells of days one by one, or counts them. */
    boolean isOfDays() {
        return this == DAYS || this == OVERTIME_DAYS || this == LONGEST_DAY || this == EARLIEST || this == LATEST;
    }

    boolean isOfADay() {
        return this == TIMELINE || this == SPANS || this == AT;
    }

    /** The most days a tool answers it for. */
    int mostDays() {
        return isSwitches() || isInput()
                ? 100
                : isWorkPattern() || isBreaks() || this == BALANCE || this == SUMMARY ? 400 : 4000;
    }
}
