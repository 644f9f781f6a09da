package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.modehub.spans.GroupBy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parameters that several tools share, and how they are read. */
final class Asking {
    static final Parameter PERIOD = new Parameter("period", Kind.TEXT, Periods.DESCRIPTION, List.of(), true);
    static final Parameter LIMIT = new Parameter("limit", Kind.WHOLE_NUMBER, "at most so many rows", List.of(), false);

    private static final String NONE = "none";

    private Asking() {}

    static Parameter choice(String name, String description, String... choices) {
        return new Parameter(name, Kind.CHOICE, description, List.of(choices), false);
    }

    static Parameter minutes(String name, String description) {
        return new Parameter(name, Kind.WHOLE_NUMBER, description, List.of(), false);
    }

    static Parameter grouping(String... choices) {
        return choice("group_by", "what rows are, none by default", choices);
    }

    static Period period(Arguments arguments, PersonLog log) {
        return log.periods().resolve("period", arguments.required("period"));
    }

    /** The period, where a tool reads every moment of it. */
    static Period period(Arguments arguments, PersonLog log, int mostDays) {
        Period period = period(arguments, log);
        if (Duration.between(period.from(), period.to()).compareTo(Duration.ofDays(mostDays + 1L)) > 0) {
            throw new ToolFault("period must be at most " + mostDays + " days long for this tool");
        }
        return period;
    }

    static Optional<GroupBy> groupBy(Arguments arguments) {
        return arguments
                .text("group_by")
                .filter(by -> !by.equals(NONE))
                .map(by -> GroupBy.valueOf(by.toUpperCase(Locale.ROOT)));
    }

    static int limit(Arguments arguments) {
        return arguments.number("limit", 1, ToolResult.MAX_ROWS).orElse(ToolResult.MAX_ROWS);
    }
}
