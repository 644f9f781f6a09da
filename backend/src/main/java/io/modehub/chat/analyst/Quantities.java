package io.modehub.chat.analyst;

import java.util.Set;

/** Numbers of a question that are no dates: "top 3", "länger als 10 Minuten". */
final class Quantities {
    private static final Set<String> MINUTES =
            Set.of("minuten", "minute", "min", "mins", "minutes", "minuetige", "minuetigen");
    private static final Set<String> HOURS = Set.of("stunde", "stunden", "std", "hour", "hours", "hrs", "h");
    private static final Set<String> LIMITS =
            Set.of("als", "than", "ueber", "over", "mindestens", "least", "ab", "mehr", "of", "von", "a", "einer");
    private static final int MOST_PLACES = 20;
    private static final int MOST_MINUTES = 600;

    private Quantities() {}

    /** How many places are asked for; 0: not said. */
    static int count(Tagged tagged) {
        Words words = tagged.words();
        for (Tag tag : tagged.tags()) {
            int before = NumberWords.count(words, tag.from() - 1);
            boolean thing = tag.is(Concept.APP)
                    || tag.is(Concept.MODE)
                    || tag.is(Concept.MOST)
                    || tag.is(Concept.HOUR)
                    || tag.is(Concept.WEEKDAY)
                    || tag.is(Concept.DAY)
                    || tag.is(Concept.LEAST)
                    || tag.is(Concept.WEEK)
                    || tag.is(Concept.MONTH);
            if (thing && isFree(tagged, tag.from() - 1) && before > 0 && before <= MOST_PLACES) {
                return before;
            }
            int after = NumberWords.count(words, tag.end());
            if (tag.is(Concept.MOST)
                    && isFree(tagged, tag.end())
                    && after > 0
                    && after <= MOST_PLACES
                    && !HOURS.contains(words.text(tag.end() + 1))) {
                return after;
            }
        }
        return 0;
    }

    /** A least length in minutes; 0: not said. */
    static int minutes(Tagged tagged) {
        Words words = tagged.words();
        for (int at = 1; at < words.size(); at++) {
            boolean minutes = MINUTES.contains(words.text(at));
            boolean hours = HOURS.contains(words.text(at));
            if (!minutes && !hours) {
                continue;
            }
            int number = words.number(at - 1) > 0 ? words.number(at - 1) : NumberWords.count(words, at - 1);
            if (number <= 0 && words.is(at - 1, "halbe", "halben", "half")) {
                return 30;
            }
            if (number <= 0 && words.is(at - 1, "an") && words.is(at - 2, "half")) {
                return 30;
            }
            if (number <= 0 && words.is(at - 1, "einer", "eine", "an", "one") && LIMITS.contains(words.text(at - 2))) {
                number = 1;
            }
            if (number > 0 && number * (hours ? 60L : 1L) <= MOST_MINUTES) {
                return hours ? number * 60 : number;
            }
        }
        return 0;
    }

    private static boolean isFree(Tagged tagged, int at) {
        return at >= 0
                && tagged.tags().stream()
                        .noneMatch(tag -> tag.from() <= at
                                && at < tag.end()
                                && !tag.time().isEmpty());
    }
}
