package io.modehub.agent.words;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** Sentences for people in the language of the session: German, or English elsewhere. */
public final class Words {
    private Words() {}

    /** The sentence of that key with {@code {0}}, {@code {1}} … replaced. */
    public static String say(String key, Object... arguments) {
        String sentence = bundle().getString(key);
        StringBuilder said = new StringBuilder(sentence.length() + 32);
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            boolean slot = c == '{' && i + 2 < sentence.length() && sentence.charAt(i + 2) == '}';
            if (slot) {
                said.append(arguments[sentence.charAt(i + 1) - '0']);
                i += 2;
            } else {
                said.append(c);
            }
        }
        return said.toString();
    }

    /** Everything that can be said, for the command line's help. */
    public static ResourceBundle bundle() {
        return Loaded.BUNDLE;
    }

    /** The variables come first, since Java knows no language whose locale isn't installed. */
    static boolean isGerman(Map<String, String> environment, Locale usual) {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(usual.getLanguage())
                .startsWith("de");
    }

    private static final class Loaded {
        private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
                Words.class.getPackageName() + ".words",
                isGerman(System.getenv(), Locale.getDefault()) ? Locale.GERMAN : Locale.ROOT);
    }
}
