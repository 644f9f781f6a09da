package io.modehub.chat.analyst;

import io.modehub.chat.analyst.Name.AppName;
import io.modehub.chat.analyst.Name.Kind;
import io.modehub.chat.analyst.Name.Missing;
import io.modehub.chat.analyst.Name.ModeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a question's words fill in, whatever is asked.
 *
 * @param modes in the question's order
 * @param apps in the question's order
 */
record Slots(
        Tagged tagged,
        Times times,
        boolean habitual,
        List<Placed> modes,
        List<PlacedApp> apps,
        Optional<Kind> kind,
        Optional<Missing> missing,
        int count,
        int minMinutes) {

    /** A mode and the word it begins at. */
    record Placed(String name, int at) {}

    /** An app, what else is called so, and the word it begins at. */
    record PlacedApp(AppName app, int at) {}

    private static final List<Concept> MEANINGS =
            List.of(Concept.WORK, Concept.WORKING, Concept.MEETING, Concept.RELAX, Concept.GAMING);

    static Slots of(Tagged tagged, Names names, Calendar calendar) {
        boolean habitual =
                tagged.has(Concept.HABIT) || (!tagged.has(Concept.PAST, Concept.HOW_WAS) && tagged.has(Concept.SELF));
        Times times = Times.of(tagged.timeParts(), calendar, habitual);
        Map<String, Placed> modes = new LinkedHashMap<>();
        Map<String, PlacedApp> apps = new LinkedHashMap<>();
        Optional<Kind> kind = Optional.empty();
        Optional<Missing> missing = Optional.empty();
        for (Tag tag : tagged.tags()) {
            Name name = tag.name().orElse(null);
            if (name instanceof ModeName mode) {
                modes.putIfAbsent(mode.mode(), new Placed(mode.mode(), tag.from()));
            } else if (name instanceof AppName app) {
                apps.putIfAbsent(app.app(), new PlacedApp(app, tag.from()));
            } else if (name instanceof Kind several) {
                kind = Optional.of(several);
            } else if (name instanceof Missing none) {
                missing = Optional.of(none);
            }
        }
        boolean named = !apps.isEmpty() || kind.isPresent() || missing.isPresent();
        for (Tag tag : tagged.tags()) {
            Concept meaning = tag.name().isPresent()
                    ? null
                    : MEANINGS.stream().filter(tag::is).findFirst().orElse(null);
            if (meaning == null
                    || (meaning == Concept.WORKING
                            && (named
                                    || means(tagged, Concept.MEETING, Concept.RELAX, Concept.GAMING)
                                    || (!modes.isEmpty() && !modes.containsKey(workName(names)))))) {
                continue;
            }
            Name mode = names.of(meaning == Concept.WORKING ? Concept.WORK : meaning);
            if (mode instanceof ModeName known) {
                modes.putIfAbsent(known.mode(), new Placed(known.mode(), tag.from()));
            } else if (mode instanceof Missing none && missing.isEmpty()) {
                missing = Optional.of(none);
            }
        }
        if (named && onlyWorking(tagged)) {
            modes.remove(workName(names));
        }
        List<Placed> inOrder = new ArrayList<>(modes.values());
        inOrder.sort(Comparator.comparingInt(Placed::at));
        return new Slots(
                tagged,
                times,
                habitual,
                List.copyOf(inOrder),
                List.copyOf(apps.values()),
                kind,
                missing,
                Quantities.count(tagged),
                Quantities.minutes(tagged));
    }

    private static String workName(Names names) {
        return names.of(Concept.WORK) instanceof ModeName mode ? mode.mode() : "";
    }

    private static boolean means(Tagged tagged, Concept... any) {
        return tagged.has(any) && !tagged.has(Concept.OR, Concept.VERSUS, Concept.THAN, Concept.MORE, Concept.LESS);
    }

    /** Whether work is met only as the verb that may say no more than "used". */
    private static boolean onlyWorking(Tagged tagged) {
        return tagged.has(Concept.WORKING)
                && tagged.tags().stream().noneMatch(tag -> tag.is(Concept.WORK) && !tag.is(Concept.WORKING));
    }

    boolean has(Concept... any) {
        return tagged.has(any);
    }

    boolean hasName() {
        return !modes.isEmpty() || !apps.isEmpty() || kind.isPresent() || missing.isPresent();
    }

    /** The filters that the first name of each sort and the time words make. */
    Filters filters() {
        return new Filters(
                modes.stream().findFirst().map(Placed::name),
                apps.stream().findFirst().map(placed -> placed.app().app()),
                times.weekdays(),
                times.hours().stream().findFirst());
    }

    Optional<String> mode() {
        return modes.stream().findFirst().map(Placed::name);
    }

    /** Whether it asks for a number of things: "wie viele Meetings", not "wie viel Meeting". */
    boolean isCount() {
        Words words = tagged.words();
        int at = tagged.indexOf(Concept.HOW_MANY);
        return at >= 0
                && (words.is(at, "wieviele", "wievielen", "anzahl", "number", "count")
                        || words.is(at + 1, "viele", "vielen", "many"));
    }

    boolean isOneDay() {
        return times.whens().size() == 1 && times.whens().get(0).when().days() == 1;
    }
}
