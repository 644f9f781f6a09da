package io.modehub.interop;

import io.modehub.interop.WatcherEvent.Kind;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine's UTC day of ActivityWatch as activities: each window is cut where a minute, presence or the site ends. Minutes are those
 * of the clock, so that an event that has grown since an earlier import brings the pieces that were there, and its new ones.
 */
final class WatcherDay {
    private static final int MINUTE_MS = Activity.MAX_LINK_DURATION_MS;

    /** As ActivityWatch's own reports, which take so short a pause between two events for the watcher's own. */
    private static final long PAUSE_MS = 5_000;

    private final Track windows;
    private final Track presence;
    private final Track sites;

    WatcherDay(List<WatcherEvent> events) {
        windows = Track.of(Kind.WINDOW, events);
        presence = Track.of(Kind.PRESENCE, events);
        sites = Track.of(Kind.SITE, events);
    }

    /** By their start; none is longer than a minute. */
    List<Activity> activities() {
        List<Activity> activities = new ArrayList<>();
        for (WatcherEvent window : windows.events) {
            long from = window.from();
            while (from < window.to()) {
                long minute = (from / MINUTE_MS + 1) * MINUTE_MS;
                long to = Math.min(Math.min(window.to(), minute), Math.min(presence.edgeAfter(from), sites.edgeAfter(from)));
                activities.add(activity(window, from, to));
                from = to;
            }
        }
        return activities;
    }

    private Activity activity(WatcherEvent window, long from, long to) {
        return new Activity(
                Instant.ofEpochMilli(from),
                (int) (to - from),
                window.name(),
                window.title().isEmpty() ? null : window.title(),
                domain(window, sites.at(from)),
                0,
                0,
                idleMs(presence.at(from), to),
                List.of());
    }

    /** The watcher tells the tab in front of its browser, which may be behind another window. */
    private static @Nullable String domain(WatcherEvent window, @Nullable WatcherEvent site) {
        return site != null && !site.title().isBlank() && window.title().contains(site.title()) ? site.name() : null;
    }

    /** Somebody who isn't away has touched something within three minutes; when, ActivityWatch doesn't say. */
    private static @Nullable Long idleMs(@Nullable WatcherEvent presence, long end) {
        if (presence == null) {
            return null;
        }
        return presence.name().equals(WatcherEvent.AFK) ? end - presence.since() : 0L;
    }

    /** What one watcher saw, without overlaps: a later event ends the one before. Asked in the order of time. */
    private static final class Track {
        private final List<WatcherEvent> events;
        private int next;

        private Track(List<WatcherEvent> events) {
            this.events = events;
        }

        static Track of(Kind kind, List<WatcherEvent> all) {
            List<WatcherEvent> sorted = all.stream()
                    .filter(event -> event.kind() == kind)
                    .sorted(Comparator.comparingLong(WatcherEvent::from).thenComparingLong(WatcherEvent::to))
                    .toList();
            List<WatcherEvent> events = new ArrayList<>();
            for (int i = 0; i < sorted.size(); i++) {
                WatcherEvent event = sorted.get(i);
                long to = event.to();
                if (i + 1 < sorted.size()) {
                    long following = sorted.get(i + 1).from();
                    to = following - to <= PAUSE_MS ? following : to;
                }
                if (to > event.from()) {
                    events.add(event.until(to));
                }
            }
            return new Track(events);
        }

        /** What was seen at that moment. */
        @Nullable WatcherEvent at(long moment) {
            while (next < events.size() && events.get(next).to() <= moment) {
                next++;
            }
            return next < events.size() && events.get(next).from() <= moment ? events.get(next) : null;
        }

        /** When that ends, or the next begins. */
        long edgeAfter(long moment) {
            WatcherEvent current = at(moment);
            if (current != null) {
                return current.to();
            }
            return next < events.size() ? events.get(next).from() : Long.MAX_VALUE;
        }
    }
}
