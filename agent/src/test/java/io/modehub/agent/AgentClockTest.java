package io.modehub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.log.Log;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.AudioDevice;
import io.modehub.agent.sense.audio.AudioProbe;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clocks that are set and laptops that sleep. */
@Execution(ExecutionMode.CONCURRENT)
class AgentClockTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(said, true));
    private final SetClock clock = new SetClock();

    @TempDir
    private Path directory;

    @Test
    void goesOnInOrderWhenTheClockIsSetBackOrOnAndCountsNoTimeThatDidNotPass() throws Exception {
        AgentHome home = new AgentHome(directory);
        Account account = new Account(URI.create("http://127.0.0.1:1"), "a", "secret", "d");
        home.store(account);
        var spool = OpenedSpool.of(home, clock);
        Choices choices = new Choices(home, null, log);
        try (Agent agent = new Agent(
                new Senses(Map.of(), new NoAudio(), log),
                choices,
                spool,
                new HomeSettings(home, account, log),
                clock,
                log)) {
            agent.start();
            await().atMost(SOON).until(() -> spool.next() == 2);
            clock.jump(Duration.ofHours(1));
            await().atMost(SOON).until(() -> said.toString().contains("the clock went on by 3"));
            await().atMost(SOON).until(() -> spool.next() >= 3);
            clock.jump(Duration.ofHours(-1));
            await().atMost(SOON).until(() -> said.toString().contains("the clock went back by 3"));
            long next = spool.next();
            await().atMost(SOON).until(() -> spool.next() > next);
            List<Activity> kept = new ArrayList<>();
            for (long seq = 1; seq < spool.next(); seq++) {
                AgentFrame.Activities one =
                        (AgentFrame.Activities) spool.read(seq, 1, 1).orElseThrow();
                kept.add(((AgentFrame.Valid) one.items().get(0)).activity());
            }
            assertThat(kept).allMatch(activity -> activity.durationMs() <= 10_000);
            assertThat(Duration.between(kept.get(0).at(), kept.get(1).at())).isGreaterThan(Duration.ofMinutes(59));
            assertThat(kept.get(kept.size() - 1).at()).isBefore(kept.get(1).at());
        }
    }

    /** The real clock, set on or back. */
    private static final class SetClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void jump(Duration by) {
            offset = offset.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class NoAudio implements AudioProbe {
        @Override
        public Optional<String> lack() {
            return Optional.of("no sound in this test");
        }

        @Override
        public List<AgentFrame.AudioSource> sources() {
            return List.of();
        }

        @Override
        public List<AudioDevice> devices() {
            return List.of();
        }

        @Override
        public void rest(boolean resting) {}

        @Override
        public void choose(AudioChoice choice) {}

        @Override
        public List<AudioLevel> takeSecond() {
            return List.of();
        }

        @Override
        public List<AudioLevel> takeMoment() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
