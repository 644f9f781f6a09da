package io.modehub.spans;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Lets through the time that lies in some hours of the week of a zone. Not thread-safe. */
final class HourGate {
    private final WeekHours hours;
    private final ZoneCalendar clock;
    private final ZoneCalendar week;

    HourGate(ZoneId zone, WeekHours hours) {
        this.hours = hours;
        this.clock = new ZoneCalendar(zone, GroupBy.HOUR);
        this.week = new ZoneCalendar(zone, GroupBy.WEEKDAY);
    }

    /** Whether the moment is let through; epoch milliseconds. */
    boolean contains(long at) {
        return hours.contains(week.keyAt(at), clock.keyAt(at));
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
