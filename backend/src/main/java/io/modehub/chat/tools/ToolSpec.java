package io.modehub.chat.tools;

import java.util.List;

/**
 * What a tool is and takes, for whoever chooses among tools.
 *
 * @param description one or two short sentences: they cost tokens each round
 */
public record ToolSpec(String name, String description, List<Parameter> parameters) {
    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /** What kind of value a parameter takes. */
    public enum Kind {
        TEXT,
        WHOLE_NUMBER,
        /** One of the choices. */
        CHOICE,
        /** Whole numbers, as an array. */
        WHOLE_NUMBERS
    }

    /**
     * An argument.
     *
     * @param choices of a {@link Kind#CHOICE}; else empty
     */
    public record Parameter(String name, Kind kind, String description, List<String> choices, boolean required) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }
}
