package io.modehub.bench;

import java.util.List;
import java.util.Set;

/** What a right answer says. */
sealed interface Expected {
    /** A duration. */
    record Ms(double ms) implements Expected {}

    /** A part of a whole, 0 to 1. */
    record Share(double share) implements Expected {}

    /** A number without a unit. */
    record Amount(double value) implements Expected {}

    /** A time of day. */
    record Clock(double ms) implements Expected {}

    /** The first keys in order; several at one place are equally good there. */
    record Ranking(String by, List<Set<String>> places) implements Expected {
        public Ranking {
            places = List.copyOf(places);
        }
    }

    /**
     * One time against another.
     *
     * @param aMs the first; {@code bMs} the other
     * @param sized whether the size has to be told too
     */
    record Change(double aMs, double bMs, Subject a, Subject b, boolean sized) implements Expected {
        /** The first less the other. */
        double ms() {
            return aMs - bMs;
        }
    }

    /** Each of them somewhere in the answer. */
    record Facts(List<Expected> all) implements Expected {
        public Facts {
            all = List.copyOf(all);
        }
    }

    /** That there is no such time. */
    record Empty() implements Expected {}

    /** That it isn't answered. */
    record Refused() implements Expected {}

    /** Any of these readings. */
    record Any(List<Expected> readings) implements Expected {
        public Any {
            readings = List.copyOf(readings);
        }
    }
}
