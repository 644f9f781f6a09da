package io.modehub.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.config.ConfigException;
import io.modehub.agent.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Recorded agent = new Recorded();

    @TempDir
    private Path home;

    @Test
    void answersOnASocketThatOnlyItsOwnerCanOpen() throws Exception {
        try (ControlServer server = new ControlServer(home, agent, new Log(new PrintStream(said, true)))) {
            server.start();
            assertThat(Files.getPosixFilePermissions(home.resolve("control")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(ControlClient.answer(home, Map.of("do", "status"))).contains("{\"running\":true}");
            assertThat(ControlClient.answer(
                            home, Map.of("do", "mode", "mode", "Größe", "until", "2026-11-23T09:00:00Z")))
                    .contains("{\"seq\":7}");
            ControlClient.answer(home, Map.of("do", "mode"));
            assertThat(agent.modes).containsExactly("Größe until 2026-11-23T09:00:00Z", "null until null");
            assertThatThrownBy(() -> ControlClient.answer(home, Map.of("do", "dance")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("unknown request");
        }
        assertThat(home.resolve("control")).doesNotExist();
        assertThat(ControlClient.answer(home, Map.of("do", "status"))).isEmpty();
    }

    @Test
    void showsFramesUntilWhoeverPeeksHasSeenEnough() throws Exception {
        try (ControlServer server = new ControlServer(home, agent, new Log(new PrintStream(said, true)))) {
            server.start();
            try (ControlClient peek =
                    ControlClient.ask(home, Map.of("do", "peek")).orElseThrow()) {
                await().until(() -> !agent.peekers.isEmpty());
                agent.peekers.forEach(peeker -> peeker.accept("{\"type\":\"activities\"}"));
                assertThat(peek.next()).isEqualTo("{\"type\":\"activities\"}");
            }
            agent.peekers.forEach(peeker -> peeker.accept("a"));
            await().until(() -> {
                agent.peekers.forEach(peeker -> peeker.accept("b"));
                return agent.peekers.isEmpty();
            });
        }
    }

    @Test
    void replacesTheSocketThatAKilledAgentLeftBehind() throws Exception {
        Files.writeString(home.resolve("control"), "left behind");
        try (ControlServer server = new ControlServer(home, agent, new Log(new PrintStream(said, true)))) {
            server.start();
            assertThat(ControlClient.answer(home, Map.of("do", "look"))).contains("{}");
        }
    }

    @Test
    void findsAnotherPlaceWhereTheHomesPathIsTooLongForASocket() throws Exception {
        Path deep = Files.createDirectories(
                home.resolve("a folder with a long name ".repeat(3)).resolve("x".repeat(90)));
        try (ControlServer server = new ControlServer(deep, agent, new Log(new PrintStream(said, true)))) {
            server.start();
            assertThat(ControlClient.answer(deep, Map.of("do", "status"))).isPresent();
        }
    }

    private static final class Recorded implements Controls {
        private final List<String> modes = new CopyOnWriteArrayList<>();
        private final List<Consumer<String>> peekers = new CopyOnWriteArrayList<>();

        @Override
        public String status() {
            return "{\"running\":true}";
        }

        @Override
        public void look() {}

        @Override
        public long setMode(String mode, Instant until) throws IOException {
            modes.add(mode + " until " + until);
            return 7;
        }

        @Override
        public Runnable peek(Consumer<String> listener) {
            peekers.add(listener);
            return () -> peekers.remove(listener);
        }

        @Override
        public void stop() {}
    }
}
