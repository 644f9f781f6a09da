package io.modehub.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.agent.privacy.Titles;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTextTest {
    @TempDir
    private Path directory;

    @Test
    void readsWhatThePersonChose() throws Exception {
        Settings settings = SettingsText.read("""
                # mine
                microphone = never
                microphones = USB Headset, default
                titles = cleaned
                clean = ACME\\w*
                clean = [A-Z]{3}-\\d+
                exclude = KeePassXC, Signal
                hours = Mon-Fri 08:00-18:00
                hook = light "$MODEHUB_MODE" = on
                """, "settings").settings();
        assertThat(settings.audio())
                .isEqualTo(
                        new AudioChoice(MicrophonePolicy.never, List.of("USB Headset", "default"), List.of("default")));
        assertThat(settings.privacy().titles()).isEqualTo(Titles.cleaned);
        assertThat(settings.privacy().clean()).hasSize(2);
        assertThat(settings.privacy().excluded()).isEqualTo(Set.of("keepassxc", "signal"));
        assertThat(settings.hook()).isEqualTo("light \"$MODEHUB_MODE\" = on");
    }

    @Test
    void goesOnWithoutAnUnknownKeyAndNamesIt() throws Exception {
        AgentHome.ReadSettings read = SettingsText.read("titels = off\ntitles = off\nsomething\n", "settings");
        assertThat(read.unknown()).containsExactly("line 1: titels", "line 3: something");
        assertThat(read.settings().privacy().titles()).isEqualTo(Titles.off);
    }

    @Test
    void refusesWrongValuesAllAtOnceSinceTheyMayBeAboutPrivacy() {
        assertThatThrownBy(() -> SettingsText.read("""
                        titles = of
                        hours = weekdays
                        clean = (
                        exclude =
                        hook = a
                        hook = b
                        """, "settings"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("titles: 'of' is not possible; examples: keep, off, hashed, cleaned")
                .hasMessageContaining("hours: 'weekdays' is not possible")
                .hasMessageContaining("clean: '(' is no regular expression")
                .hasMessageContaining("exclude: needs a value")
                .hasMessageContaining("hook: stands there twice");
    }

    @Test
    void setsOneChoiceAndLeavesTheRestAsItIs() throws Exception {
        AgentHome home = new AgentHome(directory.resolve("home"));
        home.choose("titles", "off");
        Files.writeString(home.settingsFile(), "# mine\ntitles = off\nmicrophones = A\n\n");
        home.choose("microphones", "B, C");
        assertThat(home.settingsFile()).hasContent("# mine\ntitles = off\nmicrophones = B, C");
        assertThat(home.settings().audio().microphones()).containsExactly("B", "C");
    }

    @Test
    void keepsAPauseUntilItEndsOrIsEnded() throws Exception {
        AgentHome home = new AgentHome(directory);
        assertThat(home.pausedUntil()).isEmpty();
        home.pause(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(home.pausedUntil()).contains(Instant.parse("2026-11-23T09:00:00Z"));
        home.pause(Instant.MAX);
        assertThat(home.pausedUntil()).contains(Instant.MAX);
        Files.writeString(home.pauseFile(), "torn");
        assertThat(home.pausedUntil()).as("rather too long than too short").contains(Instant.MAX);
        home.pause(null);
        assertThat(home.pausedUntil()).isEmpty();
    }
}
