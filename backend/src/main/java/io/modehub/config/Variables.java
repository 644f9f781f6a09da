package io.modehub.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Environment variables being read, and all that is wrong with them. */
final class Variables {
    private final Map<String, String> variables;
    private final List<String> faults = new ArrayList<>();

    Variables(Map<String, String> variables) {
        this.variables = variables;
    }

    /** What is wrong, one line a variable. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** @param remedy what the value must be, with an example; never the value itself */
    void fault(String name, String remedy) {
        faults.add(name + ": " + remedy);
    }

    /** Blank is as good as unset. */
    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    /** @param parser throws {@link IllegalArgumentException} with the remedy */
    <T> Optional<T> value(String name, Function<String, T> parser) {
        return value(name).flatMap(text -> parsed(name, text, parser));
    }

    <T> Optional<T> parsed(String name, String text, Function<String, T> parser) {
        @Nullable T value = null;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException e) {
            fault(name, String.valueOf(e.getMessage()));
        }
        return Optional.ofNullable(value);
    }

    /** Parts between commas, in order, each once. */
    List<String> list(String name) {
        return value(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether it is given, itself or as a file. */
    boolean hasSecret(String name) {
        return value(name).isPresent() || value(name + "_FILE").isPresent();
    }

    /** A value that is also read from the file that NAME_FILE names. */
    Optional<Secret> secret(String name) {
        Optional<String> file = value(name + "_FILE");
        if (file.isEmpty()) {
            return value(name).map(Secret::new);
        }
        if (value(name).isPresent()) {
            fault(name, "set it or " + name + "_FILE, not both");
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(Files.readString(Path.of(file.get()), StandardCharsets.UTF_8)
                    .strip()));
        } catch (IOException | InvalidPathException e) {
            fault(name + "_FILE", "can't be read; give the path of a file that holds the value alone");
            return Optional.empty();
        }
    }
}
