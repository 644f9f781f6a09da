package io.modehub.chat.analyst;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** What a piece of a question says about time, before its neighbours are looked at. */
sealed interface TimePart {
    /**
     * A stretch of days.
     *
     * @param weak whether any other range beats it: "insgesamt"
     */
    record Range(When when, boolean weak) implements TimePart {}

    /** How a name of a day of the week is meant. */
    enum Which {
        BARE,
        THIS,
        LAST,
        BEFORE_LAST,
        EVERY
    }

    /** A day of the week, or a stretch of them. */
    record Days(List<DayOfWeek> days, Which which) implements TimePart {
        public Days {
            days = List.copyOf(days);
        }
    }

    /**
     * A part of the day.
     *
     * @param word whether it was a word such as "abends", not hours
     */
    record Part(Hours hours, boolean word) implements TimePart {}

    record Clock(LocalTime at) implements TimePart {}

    /** "als letzte", "than last": as the other period, one earlier. */
    record Earlier() implements TimePart {}

    /** Time that has not been. */
    record Ahead() implements TimePart {}

    /** No such day. */
    record Impossible() implements TimePart {}

    /** Parts and where the words after them begin. */
    record Found(List<TimePart> parts, int end) {
        public Found {
            parts = List.copyOf(parts);
        }

        static Found of(TimePart part, int end) {
            return new Found(List.of(part), end);
        }

        static Found of(When when, int end) {
            return of(new Range(when, false), end);
        }

        Found endingAt(int later) {
            return new Found(parts, later);
        }
    }
}
