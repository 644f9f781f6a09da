package io.modehub.interop;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one of ActivityWatch's watchers saw for a while, within one UTC day.
 *
 * @param from its start in ms since 1970
 * @param to its end, exclusive
 * @param since when that began, which may be on a day before
 * @param name the application, {@link #AFK} or {@link #NOT_AFK}, or the site
 * @param title of the window or the tab; empty where it has none
 */
record WatcherEvent(Kind kind, long from, long to, long since, String name, String title) {
    static final String AFK = "afk";
    static final String NOT_AFK = "not-afk";

    /** A week without a key, on a machine that nobody switched off. */
    static final Duration LONGEST = Duration.ofDays(31);

    /** By the type of the watcher's bucket. */
    enum Kind {
        WINDOW("currentwindow"),
        PRESENCE("afkstatus"),
        SITE("web.tab.current");

        private final String bucketType;

        Kind(String bucketType) {
            this.bucketType = bucketType;
        }

        static @Nullable Kind ofBucket(String type) {
            for (Kind kind : values()) {
                if (kind.bucketType.equals(type)) {
                    return kind;
                }
            }
            return null;
        }
    }

    static WatcherEvent of(Kind kind, Instant start, Duration length, String name, String title) {
        long from = start.toEpochMilli();
        return new WatcherEvent(kind, from, from + length.toMillis(), from, name, title);
    }

    /** The same with another end. */
    WatcherEvent until(long end) {
        return new WatcherEvent(kind, from, end, since, name, title);
    }

    /** The part of it within a stretch. */
    WatcherEvent within(long start, long end) {
        return new WatcherEvent(kind, Math.max(from, start), Math.min(to, end), since, name, title);
    }
}
