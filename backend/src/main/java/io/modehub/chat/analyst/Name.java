package io.modehub.chat.analyst;

import java.util.List;

/** What a name in a question stands for. */
sealed interface Name {
    record ModeName(String mode) implements Name {}

    /**
     * An app.
     *
     * @param others that are called the same, most used first
     */
    record AppName(String app, List<String> others) implements Name {
        public AppName {
            others = List.copyOf(others);
        }
    }

    /** A kind of application of which the person uses several, most used first. */
    record Kind(String spoken, List<String> apps) implements Name {
        public Kind {
            apps = List.copyOf(apps);
        }
    }

    /** A well-known name of which the log knows nothing. */
    record Missing(String spoken) implements Name {}
}
