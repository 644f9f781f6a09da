package io.modehub.chat.tools;

import io.modehub.activity.Modes;
import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.modehub.spans.WeekHours;
import io.modehub.store.AgentStore;
import io.modehub.store.RollupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a log is asked about.
 *
 * @param timeline {@link RollupStore#PERSON} or an agent's
 */
record Filters(
        int timeline,
        @Nullable Integer modeId,
        @Nullable String app,
        @Nullable WeekHours hours) {
    static final Parameter MODE = text("mode", "only this mode");
    static final Parameter APP = text("app", "only this application, as known_values has it");
    static final Parameter AGENT = text("agent", "only this device; without: the person's time over all devices");
    static final List<Parameter> HOURS = List.of(
            new Parameter("weekdays", Kind.WHOLE_NUMBERS, "only these days, 1 (Monday) to 7", List.of(), false),
            new Parameter(
                    "from_hour", Kind.WHOLE_NUMBER, "only from this hour of the day on, 0 to 23", List.of(), false),
            new Parameter(
                    "to_hour",
                    Kind.WHOLE_NUMBER,
                    "until this hour of the day, excluded, 1 to 24; before from_hour: over midnight",
                    List.of(),
                    false));

    /** Of arguments that have some of the parameters above. */
    static Filters of(Arguments arguments, PersonLog log) {
        return new Filters(timeline(arguments, log), mode(arguments, log), app(arguments, log), hours(arguments));
    }

    static List<Parameter> parameters(List<Parameter> first, List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static Parameter text(String name, String description) {
        return new Parameter(name, Kind.TEXT, description, List.of(), false);
    }

    static @Nullable Integer mode(Arguments arguments, PersonLog log) {
        String name = arguments.ifKnown("mode").orElse(null);
        if (name == null) {
            return null;
        }
        Modes modes = log.modes();
        int id = modes.ofName(name);
        if (id == 0 || id == modes.away()) {
            throw new ToolFault("mode must be one of "
                    + String.join(", ", log.vocabulary().modes()) + ", not " + Arguments.shown(name));
        }
        return id;
    }

    static @Nullable String app(Arguments arguments, PersonLog log) {
        String name = arguments.ifKnown("app").orElse(null);
        return name == null
                ? null
                : named(log.vocabulary().apps(), name, Function.identity())
                        .orElseThrow(() -> new ToolFault("app " + Arguments.shown(name)
                                + " is not in the log; known_values with kind app finds the names there are"));
    }

    static int timeline(Arguments arguments, PersonLog log) {
        return agentKey(arguments, log).orElse(RollupStore.PERSON);
    }

    static OptionalInt agentKey(Arguments arguments, PersonLog log) {
        String name = arguments.ifKnown("agent").orElse(null);
        return name == null
                ? OptionalInt.empty()
                : OptionalInt.of(named(log.agents(), name, AgentStore.Device::name)
                        .orElseThrow(() -> new ToolFault("agent must be one of "
                                + String.join(", ", log.vocabulary().agents()) + ", not " + Arguments.shown(name)))
                        .ref()
                        .key());
    }

    /** The one of exactly that name, else of that name in any case. */
    private static <T> Optional<T> named(List<T> all, String name, Function<T, String> nameOf) {
        return all.stream()
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> nameOf.apply(one).equalsIgnoreCase(name))
                        .findFirst());
    }

    private static @Nullable WeekHours hours(Arguments arguments) {
        if (!arguments.knows("weekdays")) {
            return null;
        }
        Set<Integer> weekdays = arguments.numbers("weekdays", 1, 7);
        OptionalInt from = arguments.number("from_hour", 0, 23);
        OptionalInt to = arguments.number("to_hour", 1, 24);
        return weekdays.isEmpty() && from.isEmpty() && to.isEmpty()
                ? null
                : new WeekHours(weekdays, from.orElse(0), to.orElse(24));
    }
}
