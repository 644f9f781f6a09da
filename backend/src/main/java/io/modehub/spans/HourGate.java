package io.modehub.spans;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Lets through the time that lies in some hours of the week of a zone. Not thread-safe. */
public final class HourGate {
    private final WeekHours hours;
    private final ZoneCalendar clock;
    private final ZoneCalendar week;

    public HourGate(ZoneId zone, WeekHours hours) {
        this.hours = hours;
        this.clock = new ZoneCalendar(zone, GroupBy.HOUR);
        this.week = new ZoneCalendar(zone, GroupBy.WEEKDAY);
    }

    /** Whether the moment is let through; epoch milliseconds. */
    boolean contains(long at) {
        return hours.contains(week.keyAt(at), clock.keyAt(at));
    }

    /** Whether any moment of {@code [from, to)} is let through; epoch milliseconds. */
    public boolean touches(long from, long to) {
        for (long at = from; at < to; at = clock.nextEdge(at)) {
            if (contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** The parts of a slice that are let through. */
    List<Slice> parts(Slice slice) {
        List<Slice> parts = new ArrayList<>();
        long at = slice.from();
        while (at < slice.to()) {
            long end = Math.min(slice.to(), clock.nextEdge(at));
            if (contains(at)) {
                parts.add(new Slice(at, end, slice.modeId(), slice.app()));
            }
            at = end;
        }
        return parts;
    }
}
