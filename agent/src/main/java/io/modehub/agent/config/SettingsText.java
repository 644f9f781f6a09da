package io.modehub.agent.config;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.privacy.Hours;
import io.modehub.agent.privacy.Privacy;
import io.modehub.agent.privacy.Titles;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code settings}: a line {@code key = value} each, {@code #} before a remark; {@code clean} may stand more than
 * once. Lists are separated by commas.
 */
final class SettingsText {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Pattern> clean = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** All keys there are. */
    static final List<String> KEYS = List.of(
            "microphone",
            "microphones",
            "speakers",
            "titles",
            "titles-of",
            "clean",
            "exclude",
            "private-windows",
            "hours",
            "hook");

    private SettingsText(String text) {
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                take(content, number);
            }
        }
    }

    /** Reads the text; throws one sentence with every fault. */
    static AgentHome.ReadSettings read(String text, String file) throws ConfigException {
        SettingsText read = new SettingsText(text);
        Settings settings = read.settings();
        if (!read.faults.isEmpty()) {
            throw new ConfigException(say("settings.faults", file, String.join("; ", read.faults)));
        }
        return new AgentHome.ReadSettings(settings, read.unknown);
    }

    /** The text with a key set to a value, all else as it was. */
    static String with(String text, String key, String value) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\\R", -1)));
        lines.removeIf(line -> line.strip().matches(Pattern.quote(key) + "\\s*=.*"));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        lines.add(key + " = " + value);
        return String.join("\n", lines) + "\n";
    }

    private void take(String line, int number) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals).strip();
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        if (!KEYS.contains(key)) {
            unknown.add(say("settings.line", number, key));
        } else if (value.isEmpty()) {
            faults.add(say("settings.empty", key));
        } else if (key.equals("clean")) {
            try {
                clean.add(Pattern.compile(value));
            } catch (PatternSyntaxException e) {
                faults.add(say("settings.clean", value));
            }
        } else if (values.put(key, value) != null) {
            faults.add(say("settings.twice", key));
        }
    }

    private Settings settings() {
        AudioChoice audio = new AudioChoice(
                value("microphone", MicrophonePolicy.auto, MicrophonePolicy::valueOf, "auto, always, never"),
                list("microphones", AudioChoice.DEFAULT),
                list("speakers", AudioChoice.DEFAULT));
        Privacy privacy = new Privacy(
                value("titles", Titles.keep, Titles::valueOf, "keep, off, hashed, cleaned"),
                clean,
                set("titles-of"),
                set("exclude"),
                value("private-windows", true, SettingsText::drops, "drop, keep"),
                value("hours", Hours.ALWAYS, Hours::parse, "Mon-Fri 08:00-18:00, Sat 10:00-14:00"));
        return new Settings(audio, privacy, values.get("hook"));
    }

    private static boolean drops(String value) {
        if (!value.equals("drop") && !value.equals("keep")) {
            throw new IllegalArgumentException(value);
        }
        return value.equals("drop");
    }

    private <T> T value(String key, T usual, Function<String, T> read, String examples) {
        @Nullable String value = values.get(key);
        try {
            return value == null ? usual : read.apply(value);
        } catch (IllegalArgumentException e) {
            faults.add(say("settings.value", key, String.valueOf(value), examples));
            return usual;
        }
    }

    private List<String> list(String key, String usual) {
        return Arrays.stream(values.getOrDefault(key, usual).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Set<String> set(String key) {
        return new HashSet<>(list(key, ""));
    }
}
