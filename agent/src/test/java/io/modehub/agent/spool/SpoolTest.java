package io.modehub.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Limits SMALL = new Limits(2_000, 8_000, Duration.ofDays(7));

    @TempDir
    private Path root;

    private final List<Spool> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Spool spool : open) {
            spool.close();
        }
    }

    @Test
    void keepsActivitiesInOrderOverARestart() throws IOException {
        Spool spool = spool(root);
        UUID stream = spool.stream();
        fill(spool, 50);
        spool.close();
        Spool again = spool(root);
        assertThat(again.stream()).isEqualTo(stream);
        assertThat(again.first()).isEqualTo(1);
        assertThat(again.next()).isEqualTo(51);
        assertThat(numbers(again)).hasSize(50).startsWith(1L).endsWith(50L);
    }

    @Test
    void forgetsWholeSegmentsOnceAcknowledged() throws IOException {
        Spool spool = spool(root);
        fill(spool, 100);
        int before = segments(root).size();
        spool.acknowledged(90);
        assertThat(segments(root)).hasSizeLessThan(before);
        assertThat(spool.first()).isGreaterThan(1).isLessThanOrEqualTo(91);
        spool.close();
        assertThat(spool(root).next()).isEqualTo(101);
    }

    @Test
    void remembersTheHighestNumberSentEvenWhenItsSegmentIsForgotten() throws IOException {
        Spool spool = spool(root);
        fill(spool, 30);
        spool.markSent(30);
        fill(spool, 30);
        spool.acknowledged(60);
        spool.close();
        assertThat(spool(root).sent()).isEqualTo(30);
    }

    @Test
    void dropsTheOldestBeyondTheCapAndReportsTheHole() throws IOException {
        Spool spool = spool(root);
        fill(spool, 200);
        assertThat(size(root)).isLessThan(SMALL.totalBytes() + SMALL.segmentBytes() + Entry.MAX_SIZE);
        assertThat(spool.first()).isGreaterThan(1);
        assertThat(spool.read(1, 10, 10_000))
                .contains(new AgentFrame.Gap(1, spool.first() - 1, "dropped from the spool"));
        assertThat(numbers(spool)).startsWith(spool.first()).endsWith(200L);
    }

    @Test
    void dropsWhatIsOlderThanAWeek() throws IOException {
        Spool spool = spool(root);
        fill(spool, 20);
        Files.setLastModifiedTime(segments(root).get(0), FileTime.from(NOW.minus(Duration.ofDays(8))));
        fill(spool, 1);
        assertThat(spool.first()).isGreaterThan(1);
        assertThat(numbers(spool)).endsWith(21L);
    }

    @Test
    void readsAtMostWhatIsAskedForButAtLeastOne() throws IOException {
        Spool spool = spool(root);
        fill(spool, 10);
        assertThat(activities(spool, 3, 4, 10_000)).hasSize(4);
        assertThat(activities(spool, 3, 4, 1)).hasSize(1);
        assertThat(spool.read(11, 4, 10_000)).isEmpty();
    }

    @Test
    void cutsATornTailWhereverItTears() throws IOException {
        Spool spool = spool(root);
        fill(spool, 6);
        spool.close();
        Path segment = segments(root).get(0);
        byte[] whole = Files.readAllBytes(segment);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(segment, Arrays.copyOf(whole, length));
            try (Spool torn = Spool.open(root, SMALL, clock())) {
                long next = torn.next();
                assertThat(numbers(torn)).hasSize((int) next - 1);
                torn.append(activity((int) next));
            }
            try (Spool again = Spool.open(root, SMALL, clock())) {
                assertThat(numbers(again)).hasSize((int) again.next() - 1).isNotEmpty();
            }
        }
    }

    @Test
    void losesOnlyTheActivityWithAFlippedBit() throws IOException {
        Spool spool = spool(root);
        fill(spool, 8);
        spool.markSent(8);
        spool.close();
        Path segment = segments(root).get(0);
        byte[] whole = Files.readAllBytes(segment);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, damaged);
            try (Spool again = Spool.open(root, SMALL, clock())) {
                assertThat(again.next()).isEqualTo(9);
                assertThat(numbers(again)).hasSizeBetween(7, 8);
            }
        }
    }

    @Test
    void comesBackFromAKillAtAnyMoment(@TempDir Path copies) throws IOException {
        Spool spool = spool(root);
        long sent = 0;
        for (int i = 1; i <= 60; i++) {
            spool.append(activity(i));
            if (i % 7 == 0) {
                spool.markSent(i);
                sent = i;
            }
            if (i % 20 == 0) {
                spool.acknowledged(i - 15);
            }
            Path copy = copy(root, copies.resolve("at-" + i));
            try (Spool killed = Spool.open(copy, SMALL, clock())) {
                assertThat(killed.stream()).isEqualTo(spool.stream());
                assertThat(killed.sent()).isEqualTo(sent);
                assertThat(killed.next()).isEqualTo(i + 1);
                assertThat(numbers(killed)).endsWith((long) i);
            }
        }
    }

    @Test
    void beginsANewStreamWithWhatWasNeverSent() throws IOException {
        Spool spool = spool(root);
        fill(spool, 30);
        spool.markSent(20);
        UUID old = spool.stream();
        spool.beginNewStream();
        assertThat(spool.stream()).isNotEqualTo(old);
        assertThat(spool.sent()).isZero();
        assertThat(spool.next()).isEqualTo(11);
        assertThat(activities(spool, 1, 1, 10_000).get(0).durationMs()).isEqualTo(21);
        UUID fresh = spool.stream();
        spool.close();
        Spool again = spool(root);
        assertThat(again.stream()).isEqualTo(fresh);
        assertThat(activities(again, 1, 100, 100_000)).hasSize(10);
    }

    @Test
    void keepsAModeSetByHandInItsPlaceAmongTheActivities() throws IOException {
        Spool spool = spool(root);
        fill(spool, 2);
        spool.appendMode(NOW, "Meeting", NOW.plusSeconds(60));
        fill(spool, 1);
        spool.appendMode(NOW, null, null);
        spool.close();
        Spool again = spool(root);
        assertThat(activities(again, 1, 10, 10_000)).hasSize(2);
        assertThat(again.read(3, 10, 10_000)).contains(new AgentFrame.SetMode(3, NOW, "Meeting", NOW.plusSeconds(60)));
        assertThat(activities(again, 4, 10, 10_000)).hasSize(1);
        assertThat(again.read(5, 10, 10_000)).contains(new AgentFrame.SetMode(5, NOW, null, null));
        again.markSent(2);
        again.beginNewStream();
        assertThat(again.read(1, 10, 10_000)).contains(new AgentFrame.SetMode(1, NOW, "Meeting", NOW.plusSeconds(60)));
        assertThat(again.read(3, 10, 10_000)).contains(new AgentFrame.SetMode(3, NOW, null, null));
    }

    @Test
    void letsOnlyOneAgentIn() throws IOException {
        spool(root);
        assertThatThrownBy(() -> spool(root))
                .isInstanceOf(SpoolInUse.class)
                .hasMessageContaining("another agent is already running");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        spool(root.resolve("spool"));
        assertThat(Files.getPosixFilePermissions(root.resolve("spool")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private Spool spool(Path directory) throws IOException {
        Spool spool = Spool.open(directory, SMALL, clock());
        open.add(spool);
        return spool;
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static void fill(Spool spool, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            spool.append(activity((int) spool.next()));
        }
    }

    /** An activity that tells its number by its length. */
    private static Activity activity(int number) {
        return new Activity(NOW, number, "Editor", "a title", null, 1, 2, 3L, List.of());
    }

    /** The numbers of all that can be read; each must be the one the activity tells. */
    private static List<Long> numbers(Spool spool) throws IOException {
        List<Long> numbers = new ArrayList<>();
        long from = 1;
        while (from < spool.next()) {
            AgentFrame frame = spool.read(from, 3, 10_000).orElseThrow();
            if (frame instanceof AgentFrame.Gap gap) {
                from = gap.to() + 1;
                continue;
            }
            for (AgentFrame.Item item : ((AgentFrame.Activities) frame).items()) {
                assertThat(((AgentFrame.Valid) item).activity().durationMs()).isEqualTo((int) from);
                numbers.add(from++);
            }
        }
        return numbers;
    }

    private static List<Activity> activities(Spool spool, long from, int items, int bytes) throws IOException {
        AgentFrame.Activities frame =
                (AgentFrame.Activities) spool.read(from, items, bytes).orElseThrow();
        assertThat(frame.first()).isEqualTo(from);
        return frame.items().stream()
                .map(item -> ((AgentFrame.Valid) item).activity())
                .toList();
    }

    private static List<Path> segments(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(Segment::isSegment)
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path root) throws IOException {
        long size = 0;
        for (Path segment : segments(root)) {
            size += Files.size(segment);
        }
        return size;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
