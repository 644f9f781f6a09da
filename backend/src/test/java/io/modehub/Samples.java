package io.modehub;

import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Activities to send, where it doesn't matter much what was measured. */
public final class Samples {
    private Samples() {}

    /** A moment so long ago that nothing there is live. */
    public static Instant yesterday() {
        return Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Five seconds of typing in an editor. */
    public static Activity typing(Instant at) {
        return titled(at, "editor", "Main.java");
    }

    /** Five seconds in front of a window. */
    public static Activity titled(Instant at, String app, String title) {
        return new Activity(at, 5_000, app, title, null, 1, 6, 0L, List.of());
    }

    /** That many windows of five seconds, one after the other. */
    public static List<Activity> typing(Instant from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> typing(from.plusSeconds(5L * i)))
                .toList();
    }
}
