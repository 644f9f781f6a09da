package io.modehub.chat.analyst;

import java.util.List;
import java.util.Optional;

/** What the analyst does not do, seen before anything else. */
final class Refusals {
    /** So many unknown words, and nothing of the person's: a question about something else. */
    private static final int FOREIGN_WORDS = 2;

    private static final List<Concept> STORIES = List.of(Concept.SUMMARY, Concept.SHOW, Concept.BALANCE);

    private Refusals() {}

    /** Why a question is refused; empty where it is not. */
    static Optional<Concept> of(Tagged tagged) {
        Optional<Concept> because = tagged.tags().stream()
                .filter(tag -> tag.name().isEmpty())
                .flatMap(tag -> tag.concepts().stream())
                .filter(Concept::refuses)
                .filter(concept ->
                        concept != Concept.CREATING || STORIES.stream().noneMatch(tagged::has))
                .sorted()
                .findFirst();
        return because.or(() -> ahead(tagged))
                .or(() -> isOfSomebody(tagged) ? Optional.of(Concept.OTHERS) : Optional.empty())
                .or(() -> foreign(tagged));
    }

    private static Optional<Concept> ahead(Tagged tagged) {
        return tagged.tags().stream().flatMap(tag -> tag.time().stream()).anyMatch(TimePart.Ahead.class::isInstance)
                ? Optional.of(Concept.FORECAST)
                : Optional.empty();
    }

    private static boolean isOfTheLog(Concept concept) {
        boolean figure = concept.compareTo(Concept.WORK) >= 0
                && concept.compareTo(Concept.LOUD) <= 0
                && concept != Concept.USING;
        return figure
                || (concept.compareTo(Concept.OVERTIME) >= 0
                        && concept.compareTo(Concept.ABOUT) <= 0
                        && concept != Concept.DOING
                        && concept != Concept.HOW_WAS);
    }

    /** "Was hat Julia gestern gemacht?" */
    private static boolean isOfSomebody(Tagged tagged) {
        return !tagged.has(Concept.SELF)
                && tagged.unknown().stream().anyMatch(at -> tagged.words()
                        .is(
                                at - 1,
                                "hat",
                                "hatte",
                                "did",
                                "does",
                                "has",
                                "was",
                                "war",
                                "ist",
                                "is",
                                "arbeitet",
                                "arbeitete",
                                "verbringt",
                                "verbrachte",
                                "spielt",
                                "macht",
                                "machte",
                                "had",
                                "zockt",
                                "sitzt",
                                "can",
                                "kann"));
    }

    /** A question in which nothing is the person's, about things the log does not know. */
    private static Optional<Concept> foreign(Tagged tagged) {
        boolean own = tagged.has(Concept.SELF, Concept.APP, Concept.MODE)
                || !tagged.names().isEmpty()
                || tagged.tags().stream()
                        .flatMap(tag -> tag.concepts().stream())
                        .anyMatch(Refusals::isOfTheLog);
        int unknown = tagged.unknown().size();
        boolean nothing = !own && !tagged.hasTime() && unknown > 0;
        return nothing || (!own && unknown >= FOREIGN_WORDS) ? Optional.of(Concept.ELSEWHERE) : Optional.empty();
    }
}
