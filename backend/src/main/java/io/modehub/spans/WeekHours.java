package io.modehub.spans;

import java.util.Set;

/**
 * Some hours of some days of the week, as a zone's clocks show them.
 *
 * @param weekdays 1 (Monday) to 7; empty: all
 * @param fromHour 0 to 23
 * @param toHour 1 to 24, excluded; not after {@code fromHour}: over midnight, where each hour counts for its own day
 */
public record WeekHours(Set<Integer> weekdays, int fromHour, int toHour) {
    private static final int HOURS = 24;

    public WeekHours {
        weekdays = Set.copyOf(weekdays);
        if (weekdays.stream().anyMatch(day -> day < 1 || day > 7)) {
            throw new IllegalArgumentException("weekdays are 1 (Monday) to 7");
        }
        if (fromHour < 0 || fromHour >= HOURS || toHour < 1 || toHour > HOURS) {
            throw new IllegalArgumentException("hours are 0 to 24");
        }
    }

    boolean contains(long weekday, long hour) {
        boolean inHours = fromHour < toHour ? fromHour <= hour && hour < toHour : fromHour <= hour || hour < toHour;
        return inHours && (weekdays.isEmpty() || weekdays.contains((int) weekday));
    }
}
