package io.modehub.chat.analyst;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What people call well-known applications; read once from its resource. */
final class AppAliases {
    private static final List<Alias> ALL = read();
    private static final List<String> EXTENSIONS = List.of(".exe", ".app", ".desktop");

    private AppAliases() {}

    /**
     * @param spoken what people say, as words
     * @param reported names without extension, lower case
     * @param kind whether it stands for any of several
     */
    record Alias(List<Words> spoken, Set<String> reported, boolean kind) {}

    static List<Alias> all() {
        return ALL;
    }

    /** An application's name without what its system adds. */
    static String plain(String app) {
        String name = app.toLowerCase(Locale.ROOT).strip();
        for (String extension : EXTENSIONS) {
            name = name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
        }
        return name;
    }

    private static List<Alias> read() {
        InputStream in = AppAliases.class.getResourceAsStream("apps.txt");
        if (in == null) {
            throw new IllegalStateException("missing resource apps.txt");
        }
        List<Alias> aliases = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line :
                    reader.lines().filter(one -> one.indexOf('=') > 0).toList()) {
                boolean kind = line.startsWith("~");
                String[] sides = line.substring(kind ? 1 : 0).split("=", 2);
                List<Words> spoken =
                        List.of(sides[0].split(",")).stream().map(Words::of).toList();
                Set<String> reported = List.of(sides[1].split(",")).stream()
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
                aliases.add(new Alias(spoken, reported, kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(aliases);
    }
}
