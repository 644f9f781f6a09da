package io.modehub.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T09:00:00Z");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(said, true));

    @TempDir
    private Path directory;

    @Test
    void runsTheCommandOnceAChangeWithTheModeInItsEnvironment() {
        Path out = directory.resolve("out.txt");
        Hook hook = new Hook(log);
        hook.use("echo \"$MODEHUB_PREVIOUS_MODE>$MODEHUB_MODE $MODEHUB_CONFIDENCE $MODEHUB_SINCE\" >> '" + out + "'");
        hook.modeTold("Work", 0.75, SINCE);
        await().until(() -> said.toString().contains("hook for Work: ended with status 0"));
        hook.modeTold("Work", 0.8, SINCE);
        hook.modeTold("Meeting", 1, SINCE);
        await().until(() -> said.toString().contains("hook for Meeting"));
        assertThat(out).hasContent(">Work 0.75 2026-11-23T09:00:00Z\nWork>Meeting 1.0 2026-11-23T09:00:00Z");
    }

    @Test
    void stopsACommandThatDoesNotEndAndThenRunsForTheNewestChangeOnly() throws Exception {
        Path out = directory.resolve("out.txt");
        Hook hook = new Hook(log, Duration.ofMillis(300));
        hook.use("echo $MODEHUB_MODE >> '" + out + "'; [ $MODEHUB_MODE != Work ] || sleep 600");
        hook.modeTold("Work", 1, SINCE);
        await().until(() -> Files.exists(out) && Files.readString(out).contains("Work"));
        hook.modeTold("Relax", 1, SINCE);
        hook.modeTold("Gaming", 1, SINCE);
        await().until(() -> said.toString().contains("hook for Gaming: ended with status 0"));
        assertThat(said.toString()).contains("hook for Work: stopped after").doesNotContain("hook for Relax");
        assertThat(Files.readString(out)).isEqualTo("Work\nGaming\n");
    }

    @Test
    void saysWhatACommandEndedWithThatFails() {
        Hook hook = new Hook(log);
        hook.use("exit 7");
        hook.modeTold("Work", 1, SINCE);
        await().until(() -> said.toString().contains("hook for Work: ended with status 7"));
    }
}
