package io.modehub.agent.sense.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.input.InputProbe.Reading;
import io.modehub.agent.sense.window.Foreground;
import org.junit.jupiter.api.Test;

/** The contract of the probes with pretended answers of Windows; it could not be run there. */
class WindowsDesktopTest {
    private final Pretended windows = new Pretended();
    private final WindowsDesktop desktop = new WindowsDesktop(windows);

    @Test
    void tellsProgramAndTitleOfTheWindowInFront() {
        assertThat(desktop.read()).isEqualTo(Foreground.UNKNOWN);
        windows.window = 7;
        windows.title = "Budget\u0000 – Excel";
        windows.program = "C:\\Program Files\\Office\\EXCEL.EXE";
        assertThat(desktop.read()).isEqualTo(new Foreground("EXCEL.EXE", "Budget  – Excel", false));
        windows.title = "Secret - [InPrivate] - Microsoft Edge";
        assertThat(desktop.read().isPrivate()).isTrue();
        windows.title = "x".repeat(Win32.MAX_TITLE);
        assertThat(desktop.read().title()).isNull();
        windows.program = null;
        windows.title = "";
        assertThat(desktop.read()).isEqualTo(Foreground.UNKNOWN);
    }

    @Test
    void tellsPointerAndIdleTimeAndHoldsStillWhereThePointerIsHidden() {
        windows.pointer = new int[] {10, 20};
        windows.idleMs = 1_500;
        assertThat(desktop.look()).isEqualTo(new Reading(10, 20, false, 1_500L));
        windows.pointer = null;
        assertThat(desktop.look()).isEqualTo(new Reading(10, 20, false, 1_500L));
    }

    private static final class Pretended implements Win32 {
        private long window;
        private String title = "";
        private String program;
        private int[] pointer;
        private long idleMs;

        @Override
        public long foregroundWindow() {
            return window;
        }

        @Override
        public String title(long of) {
            return title;
        }

        @Override
        public String program(long of) {
            return program;
        }

        @Override
        public int[] pointer() {
            return pointer;
        }

        @Override
        public boolean buttons() {
            return false;
        }

        @Override
        public long idleMs() {
            return idleMs;
        }
    }
}
