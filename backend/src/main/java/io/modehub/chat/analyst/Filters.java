package io.modehub.chat.analyst;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;

/** What alone counts. */
record Filters(Optional<String> mode, Optional<String> app, List<DayOfWeek> weekdays, Optional<Hours> hours) {
    static final Filters NONE = new Filters(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    Filters {
        weekdays = List.copyOf(weekdays);
    }

    Filters withMode(String name) {
        return new Filters(Optional.of(name), app, weekdays, hours);
    }

    Filters withApp(String name) {
        return new Filters(mode, Optional.of(name), weekdays, hours);
    }

    Filters with(List<DayOfWeek> days) {
        return new Filters(mode, app, days, hours);
    }

    Filters with(Hours some) {
        return new Filters(mode, app, weekdays, Optional.of(some));
    }

    /** Without modes and apps. */
    Filters ofTimeOnly() {
        return new Filters(Optional.empty(), Optional.empty(), weekdays, hours);
    }

    /** Without days of the week and hours. */
    Filters ofNamesOnly() {
        return new Filters(mode, app, List.of(), Optional.empty());
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    boolean hasName() {
        return mode.isPresent() || app.isPresent();
    }

    boolean hasTime() {
        return !weekdays.isEmpty() || hours.isPresent();
    }
}
