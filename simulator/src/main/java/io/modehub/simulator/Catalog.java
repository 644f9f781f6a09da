package io.modehub.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The applications, titles and invented words of the shipped resources; immutable and shared. */
final class Catalog {
    private static final Catalog SHIPPED = new Catalog();

    /** Stands for whichever browser the person uses. */
    static final String BROWSER = "browser";

    private final Map<String, List<String>> namesByPlatform = new HashMap<>();
    private final Map<String, List<String>> words = new HashMap<>();
    private final Map<Scene, List<Line>> lines = new EnumMap<>(Scene.class);

    /** A window that may be in front: a key of {@code apps.txt}, a site and a title with {@code {slots}}. */
    record Line(String app, @Nullable String domain, String title) {
        boolean isSite() {
            return app.equals(BROWSER);
        }
    }

    static Catalog shipped() {
        return SHIPPED;
    }

    private Catalog() {
        for (String line : read("apps.txt")) {
            List<String> cells = List.of(line.split(" \\| "));
            namesByPlatform.put(cells.get(0), cells.subList(1, 4));
        }
        for (String line : read("words.txt")) {
            String[] slot = line.split(" = ", 2);
            words.put(slot[0], List.of(slot[1].split("; ")));
        }
        Scene scene = Scene.MAIL;
        for (String line : read("fronts.txt")) {
            if (line.startsWith("[")) {
                scene = Scene.valueOf(line.substring(1, line.length() - 1));
            } else {
                lines.computeIfAbsent(scene, any -> new ArrayList<>()).add(line(line));
            }
        }
    }

    /** The windows that a scene may show, in a fixed order. */
    List<Line> lines(Scene scene) {
        return lines.getOrDefault(scene, List.of());
    }

    /** The application's name as the platform's agent reports it. */
    String appName(String key, Platform platform) {
        List<String> names = namesByPlatform.get(key);
        if (names == null) {
            throw new IllegalStateException("apps.txt lacks " + key);
        }
        return names.get(platform.column);
    }

    /** Fills the slots of a title; {@code {n}} is a number. */
    String fill(String title, Dice dice) {
        int open = title.indexOf('{');
        if (open < 0) {
            return title;
        }
        int close = title.indexOf('}', open);
        String slot = title.substring(open + 1, close);
        String filling = slot.equals("n") ? Integer.toString(dice.between(2, 48)) : dice.pick(fillings(slot));
        return fill(title.substring(0, open) + filling + title.substring(close + 1), dice);
    }

    private List<String> fillings(String slot) {
        List<String> fillings = words.get(slot);
        if (fillings == null) {
            throw new IllegalStateException("words.txt lacks " + slot);
        }
        return fillings;
    }

    private static Line line(String line) {
        String[] frontAndTitle = line.split(" \\| ", 2);
        String[] appAndDomain = frontAndTitle[0].split(" ");
        return new Line(appAndDomain[0], appAndDomain.length > 1 ? appAndDomain[1] : null, frontAndTitle[1]);
    }

    private static List<String> read(String name) {
        InputStream in = Catalog.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("missing resource " + name);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
