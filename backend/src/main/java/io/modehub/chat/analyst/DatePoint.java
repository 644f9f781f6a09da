package io.modehub.chat.analyst;

import io.modehub.chat.analyst.TimePart.Found;
import org.jspecify.annotations.Nullable;

/** A single stretch of time by whatever name. */
final class DatePoint {
    private final NearDays near;
    private final CountedDates counted;
    private final RelativeDates relative;
    private final NamedDates named;
    private final DayNumbers numbers;
    private final OtherDates others;

    DatePoint(Calendar calendar, boolean monthFirst) {
        this.counted = new CountedDates(calendar);
        this.near = new NearDays(calendar, counted);
        this.relative = new RelativeDates(calendar, counted);
        this.named = new NamedDates(calendar, relative);
        this.numbers = new DayNumbers(calendar.today(), monthFirst);
        this.others = new OtherDates(calendar);
    }

    @Nullable Found at(Words words, int at) {
        Found found = near.at(words, at);
        found = found != null ? found : relative.at(words, at);
        found = found != null ? found : counted.ago(words, at);
        found = found != null ? found : numbers.at(words, at);
        found = found != null ? found : named.at(words, at);
        return found != null ? found : others.at(words, at);
    }

    /** "3 Wochen" where "seit" or "letzten" stands before. */
    @Nullable Found window(Words words, int at) {
        return counted.window(words, at, false);
    }

    int endOfDayNumber(Words words, int at) {
        return numbers.endOfDayNumber(words, at);
    }

    /** The bare day number at a place, in the month another date lies in. */
    @Nullable Found dayNumberIn(Words words, int at, Found other) {
        return numbers.dayNumberIn(words, at, other);
    }

    /** "15" after "October 1 to": a day of the same month. */
    @Nullable Found dayOfMonthLike(Words words, int at, Found start) {
        return numbers.endOfDayNumber(words, at) < 0 ? null : numbers.dayNumberIn(words, at, start);
    }
}
