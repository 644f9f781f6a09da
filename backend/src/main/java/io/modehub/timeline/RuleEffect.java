package io.modehub.timeline;

import io.modehub.activity.ModeSpan;
import io.modehub.spans.AgentTime;
import io.modehub.spans.AppWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What other rules would change of a person's timeline.
 *
 * @param modes milliseconds of every mode that has any, by its id
 * @param changes how many stretches would have another mode
 * @param days of the person's zone in which they lie
 * @param examples the longest of them, in order of time
 * @param thinnedDays UTC days that stay as they are, since activities of them are gone
 */
public record RuleEffect(Map<Integer, Time> modes, int changes, int days, List<Change> examples, int thinnedDays) {
    private static final int EXAMPLES = 5;

    public RuleEffect {
        modes = Map.copyOf(modes);
        examples = List.copyOf(examples);
    }

    /** A mode's milliseconds before and after. */
    public record Time(long beforeMs, long afterMs) {
        private Time plus(long before, long after) {
            return new Time(beforeMs + before, afterMs + after);
        }
    }

    /** A stretch that would have another mode; {@code app} is in front at its start, where anything is known. */
    public record Change(Instant from, Instant to, int before, int after, Optional<String> app) {
        private Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Adds up day after day. Not thread-safe. */
    static final class Sum {
        private final ZoneId zone;
        private final Map<Integer, Time> modes = new HashMap<>();
        private final List<Change> longest = new ArrayList<>();
        private final Set<LocalDate> days = new HashSet<>();
        private final Set<LocalDate> thinned = new HashSet<>();
        private int changes;
        private Instant last = Instant.MIN;

        Sum(ZoneId zone) {
            this.zone = zone;
        }

        void thinned(LocalDate day) {
            thinned.add(day);
        }

        /** Takes the next day in as it is and as it would be. */
        void compare(AgentTime before, AgentTime after) {
            before.spans().forEach(span -> add(span, length(span), 0));
            after.spans().forEach(span -> add(span, 0, length(span)));
            TreeSet<Instant> moments = new TreeSet<>();
            before.spans().forEach(span -> moments.addAll(List.of(span.from(), span.to())));
            after.spans().forEach(span -> moments.addAll(List.of(span.from(), span.to())));
            Steps old = new Steps(before.spans());
            Steps fresh = new Steps(after.spans());
            Change open = null;
            Instant from = null;
            for (Instant to : moments) {
                if (from != null) {
                    int was = old.modeAt(from);
                    int becomes = fresh.modeAt(from);
                    if (open != null && open.before() == was && open.after() == becomes) {
                        open = new Change(open.from(), to, was, becomes, open.app());
                    } else {
                        close(open);
                        open = was == becomes ? null : new Change(from, to, was, becomes, app(after, from));
                    }
                }
                from = to;
            }
            close(open);
        }

        RuleEffect effect() {
            List<Change> examples =
                    longest.stream().sorted(Comparator.comparing(Change::from)).toList();
            return new RuleEffect(modes, changes, days.size(), examples, thinned.size());
        }

        private void add(ModeSpan span, long before, long after) {
            modes.merge(span.modeId(), new Time(before, after), (known, more) -> known.plus(before, after));
        }

        private void close(@org.jspecify.annotations.Nullable Change change) {
            if (change == null) {
                return;
            }
            // A stretch over UTC midnight comes in two parts.
            changes += change.from().equals(last) ? 0 : 1;
            last = change.to();
            days.add(LocalDate.ofInstant(change.from(), zone));
            days.add(LocalDate.ofInstant(change.to().minusMillis(1), zone));
            longest.add(change);
            longest.sort(Comparator.comparing(Change::length).reversed());
            if (longest.size() > EXAMPLES) {
                longest.remove(EXAMPLES);
            }
        }

        private static Optional<String> app(AgentTime time, Instant at) {
            long ms = at.toEpochMilli();
            return time.windows().stream()
                    .filter(window -> window.from() <= ms && ms < window.to())
                    .map(AppWindow::app)
                    .findFirst();
        }

        private static long length(ModeSpan span) {
            return Duration.between(span.from(), span.to()).toMillis();
        }
    }

    /** Reads a timeline forwards. */
    private static final class Steps {
        private final List<ModeSpan> spans;
        private int next;

        Steps(List<ModeSpan> spans) {
            this.spans = spans;
        }

        /** The mode of a moment, 0 where there is none; moments come in order. */
        int modeAt(Instant at) {
            while (next < spans.size() && !spans.get(next).to().isAfter(at)) {
                next++;
            }
            return next < spans.size() && !spans.get(next).from().isAfter(at)
                    ? spans.get(next).modeId()
                    : 0;
        }
    }
}
