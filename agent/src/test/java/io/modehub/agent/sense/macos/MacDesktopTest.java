package io.modehub.agent.sense.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.input.InputProbe.Reading;
import io.modehub.agent.sense.window.Foreground;
import org.junit.jupiter.api.Test;

/** The contract of the probes with pretended answers of macOS; it could not be run there. */
class MacDesktopTest {
    @Test
    void tellsTheApplicationInFrontPointerAndIdleTime() {
        MacDesktop desktop = new MacDesktop(new Pretended("Safari"));
        assertThat(desktop.read()).isEqualTo(new Foreground("Safari", null, false));
        assertThat(desktop.look()).isEqualTo(new Reading(3, 4, true, 1_250L));
        assertThat(new MacDesktop(new Pretended(null)).read()).isEqualTo(Foreground.UNKNOWN);
    }

    private record Pretended(String frontmostApplication) implements Mac {
        @Override
        public int[] pointer() {
            return new int[] {3, 4};
        }

        @Override
        public boolean buttons() {
            return true;
        }

        @Override
        public double idleSeconds() {
            return 1.25;
        }
    }
}
