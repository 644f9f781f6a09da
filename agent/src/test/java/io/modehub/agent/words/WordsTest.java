package io.modehub.agent.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern SLOT = Pattern.compile("\\{\\d}");

    @Test
    void saysTheSameThingsInBothLanguages() throws IOException {
        Properties english = load("words.properties");
        Properties german = load("words_de.properties");
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(slots(german.getProperty(key))).as(key).isEqualTo(slots(english.getProperty(key)));
            assertThat(german.getProperty(key)).as(key).isNotBlank();
        }
    }

    @Test
    void hasASentenceForEveryKeyThatIsSaid() throws IOException {
        Properties english = load("words.properties");
        Set<String> said = new TreeSet<>();
        Pattern key = Pattern.compile("(?:say\\(\\s*|descriptionKey = )\"([a-zA-Z.]+)\"\\s*[,)]");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                key.matcher(Files.readString(file)).results().forEach(match -> said.add(match.group(1)));
            }
        }
        assertThat(said).hasSizeGreaterThan(60);
        assertThat(english.stringPropertyNames()).containsAll(said);
    }

    @Test
    void speaksTheLanguageOfTheSessionEvenIfItsLocaleIsNotInstalled() {
        assertThat(Words.isGerman(Map.of("LANG", "de_AT.UTF-8"), Locale.ROOT)).isTrue();
        assertThat(Words.isGerman(Map.of("LC_ALL", "en_GB.UTF-8", "LANG", "de_DE.UTF-8"), Locale.GERMANY))
                .isFalse();
        assertThat(Words.isGerman(Map.of("LC_ALL", "", "LANG", "de_DE"), Locale.ROOT))
                .isTrue();
        assertThat(Words.isGerman(Map.of(), Locale.GERMANY)).isTrue();
        assertThat(Words.isGerman(Map.of(), Locale.FRANCE)).isFalse();
    }

    private static Set<String> slots(String sentence) {
        return SLOT.matcher(sentence).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties load(String name) throws IOException {
        Properties words = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(Words.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }
}
