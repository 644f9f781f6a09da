package io.modehub.agent.privacy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hours of the week in which the agent may measure, by the device's own clock and zone. */
public final class Hours {
    public static final Hours ALWAYS = new Hours(List.of());

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern PART = Pattern.compile(
            "(?:(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?\\s+)?"
                    + "([01]?\\d|2[0-3]):([0-5]\\d)-(?:([01]?\\d|2[0-3]):([0-5]\\d)|24:00)",
            Pattern.CASE_INSENSITIVE);

    private final List<Part> parts;

    private Hours(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Reads {@code Mon-Fri 08:00-18:00, Sat 22:00-02:00}; throws {@link IllegalArgumentException} where it is none. */
    public static Hours parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : text.split(",")) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(part.strip());
            }
            LocalTime from = LocalTime.of(number(matcher.group(3)), number(matcher.group(4)));
            LocalTime to = matcher.group(5) == null
                    ? LocalTime.MIDNIGHT
                    : LocalTime.of(number(matcher.group(5)), number(matcher.group(6)));
            parts.add(new Part(days(matcher.group(1), matcher.group(2)), from, to));
        }
        return new Hours(parts);
    }

    /** Whether the agent may measure then. */
    public boolean contains(LocalDateTime moment) {
        return parts.isEmpty() || parts.stream().anyMatch(part -> part.contains(moment));
    }

    private static Set<DayOfWeek> days(@Nullable String first, @Nullable String last) {
        if (first == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        DayOfWeek day = day(first);
        DayOfWeek end = last == null ? day : day(last);
        Set<DayOfWeek> days = EnumSet.of(day);
        while (day != end) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        return DayOfWeek.of(DAYS.indexOf(name.toLowerCase(Locale.ROOT)) + 1);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** Past midnight where {@code to} is not after {@code from}: it then belongs to the day it began on. */
    private record Part(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        boolean contains(LocalDateTime moment) {
            LocalTime time = moment.toLocalTime();
            DayOfWeek today = moment.getDayOfWeek();
            if (from.isBefore(to)) {
                return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
            }
            return (days.contains(today) && !time.isBefore(from))
                    || (days.contains(today.minus(1)) && time.isBefore(to));
        }
    }
}
