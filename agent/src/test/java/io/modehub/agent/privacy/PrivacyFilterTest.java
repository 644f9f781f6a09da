package io.modehub.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.agent.sense.Sample;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyFilterTest {
    private static final byte[] KEY = new byte[32];

    @Test
    void leavesTitlesAloneUnlessAskedTo() {
        assertThat(title(Titles.keep, "Report 2026 for ann@example.com")).contains("Report 2026 for ann@example.com");
        assertThat(title(Titles.off, "Report")).isEmpty();
    }

    @Test
    void hashesTheSameTitleToTheSameCodeWithAKeyOfThisDevice() {
        String code = title(Titles.hashed, "Report").orElseThrow();
        assertThat(code)
                .matches("#[0-9a-f]{16}")
                .isEqualTo(title(Titles.hashed, "Report").orElseThrow());
        assertThat(title(Titles.hashed, "Report 2")).isNotEqualTo(Optional.of(code));
        byte[] other = new byte[32];
        other[0] = 1;
        Privacy hashed = new Privacy(Titles.hashed, List.of(), Set.of(), Set.of(), true, Hours.ALWAYS);
        assertThat(new PrivacyFilter(hashed, other)
                        .admit(sample(Foreground.of("Editor", "Report", false)))
                        .orElseThrow()
                        .window()
                        .title())
                .isNotEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Re: offer – ann.o'neil@mail.example.co.uk - Mail      | Re: offer – ann.o'… - Mail
            Invoice 2026-114 (3,200.50 EUR) - Sheets              | Invoice … (… EUR) - Sheets
            /home/ann/secret/plan.txt - gedit                     | … - gedit
            C:\\Users\\Ann\\Desktop\\plan.docx - Word               | … - Word
            ~/work/plan.md + (~/work) - VIM                       | … + (…) - VIM
            https://example.com/a?token=1 - Browser               | … - Browser
            Weekly sync – Zoom Meeting                            | Weekly sync – Zoom Meeting
            and/or - Notes                                        | and/or - Notes""")
    void cleansWhatCouldNamePeopleCasesAndFiles(String title, String clean) {
        assertThat(title(Titles.cleaned, title)).contains(clean);
    }

    @Test
    void cleansWhatThePersonsOwnPatternsFindAndGivesUpOnOneThatNeverEnds() {
        Privacy own = new Privacy(
                Titles.cleaned, List.of(Pattern.compile("ACME\\w*")), Set.of(), Set.of(), true, Hours.ALWAYS);
        assertThat(title(own, "ACMEsoft plan")).contains("… plan");
        Privacy endless = new Privacy(
                Titles.cleaned, List.of(Pattern.compile("(.*)(.*)(.*)(.*)x")), Set.of(), Set.of(), true, Hours.ALWAYS);
        assertThat(title(endless, "a".repeat(400) + "b")).contains("…");
    }

    @Test
    void tellsTitlesOfSomeApplicationsOnly() {
        Privacy some = new Privacy(Titles.keep, List.of(), Set.of("Code"), Set.of(), true, Hours.ALWAYS);
        PrivacyFilter filter = new PrivacyFilter(some, KEY);
        assertThat(filter.admit(sample(Foreground.of("code.exe", "a.java", false)))
                        .orElseThrow()
                        .window()
                        .title())
                .isEqualTo("a.java");
        Foreground told = filter.admit(sample(Foreground.of("Mail", "To Ann", false)))
                .orElseThrow()
                .window();
        assertThat(told).isEqualTo(new Foreground("Mail", null, false));
    }

    @Test
    void tellsNothingOfExcludedApplicationsNotEvenThatTheyRecord() {
        Privacy without =
                new Privacy(Titles.keep, List.of(), Set.of(), Set.of("KeePassXC", "signal"), true, Hours.ALWAYS);
        PrivacyFilter filter = new PrivacyFilter(without, KEY);
        assertThat(filter.admit(sample(Foreground.of("keepassxc", "Passwords", false))))
                .isEmpty();
        AudioLevel level = new AudioLevel(Source.MICROPHONE, "Mic", -20, -10, 1, true, "Signal, Zoom");
        Sample told = filter.admit(new Sample(Foreground.of("Editor", "a", false), 0, 0, null, List.of(level)))
                .orElseThrow();
        assertThat(told.audio().get(0).by()).isEqualTo("Zoom");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Surprise party — Mozilla Firefox (Private Browsing)",
                "Surprise party — Mozilla Firefox Private Browsing",
                "Überraschung – Mozilla Firefox (Privater Modus)",
                "Surprise party - Google Chrome (Incognito)",
                "Surprise party - [InPrivate] - Microsoft Edge",
                "Surprise party - InPrivate - Microsoft\u200b Edge",
                "New Incognito Tab - Google Chrome",
                "Neuer Inkognito-Tab - Google Chrome (Inkognito)"
            })
    void tellsNothingOfPrivateWindows(String title) {
        assertThat(new PrivacyFilter(Privacy.USUAL, KEY).admit(sample(Foreground.of("firefox", title, false))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How to open an incognito window - Google Chrome",
                "Private Browsing explained — Mozilla Firefox",
                "Saving Private Ryan - VLC media player",
                "Reddit - Incognito mode question - Google Chrome"
            })
    void takesNoOtherWindowForAPrivateOne(String title) {
        assertThat(Foreground.of("firefox", title, false).isPrivate()).isFalse();
    }

    @Test
    void knowsAPrivateWindowByTheEndOfAnEndlessTitleAndTellsNoTitleWithoutItsEnd() {
        assertThat(Foreground.of("firefox", "x".repeat(65_536), true))
                .isEqualTo(new Foreground("firefox", null, false));
        Foreground told = Foreground.of("firefox", "x".repeat(5_000) + " (Private Browsing)", false);
        assertThat(told.isPrivate()).isTrue();
        assertThat(told.title()).hasSize(512);
    }

    @Test
    void knowsTheHoursOfTheWeek() {
        Hours hours = Hours.parse("Mon-Fri 08:00-18:00, sat 22:00-02:00, 03:00-03:30");
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 23, 8, 0))).isTrue();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 23, 18, 0))).isFalse();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 28, 12, 0))).isFalse();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 28, 23, 0))).isTrue();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 29, 1, 59))).isTrue();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 29, 2, 0))).isFalse();
        assertThat(hours.contains(LocalDateTime.of(2026, 11, 29, 3, 15))).isTrue();
        assertThat(Hours.parse("Fri-Mon 00:00-24:00").contains(LocalDateTime.of(2026, 11, 29, 23, 59)))
                .isTrue();
        assertThatThrownBy(() -> Hours.parse("weekdays")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<String> title(Titles titles, String title) {
        return title(new Privacy(titles, List.of(), Set.of(), Set.of(), true, Hours.ALWAYS), title);
    }

    private static Optional<String> title(Privacy rules, String title) {
        return Optional.ofNullable(new PrivacyFilter(rules, KEY)
                .admit(sample(Foreground.of("Editor", title, false)))
                .orElseThrow()
                .window()
                .title());
    }

    private static Sample sample(Foreground window) {
        return new Sample(window, 1, 2, 3L, List.of());
    }
}
