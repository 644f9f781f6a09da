package io.modehub.models;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a training table. */
enum Column {
    APP_NAME(true),
    MOUSE_ACTIVITY(true),
    HOUR(true),
    DAY_OF_WEEK(true),
    MODE(true),
    WINDOW_TITLE(false),
    KEYBOARD_ACTIVITY(false),
    MIC_DB(false),
    SYSTEM_DB(false),
    VOICE(false),
    TIMESTAMP(false);

    private final boolean required;

    Column(boolean required) {
        this.required = required;
    }

    boolean isRequired() {
        return required;
    }

    /** The name in the header. */
    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a header's cell, whatever its case and blanks around it. */
    static Optional<Column> of(String cell) {
        String name = cell.strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(column -> column.header().equals(name))
                .findFirst();
    }

    static List<String> headers() {
        return Stream.of(values()).map(Column::header).toList();
    }
}
