package io.modehub.chat.models;

import io.modehub.chat.tools.Period;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.Unit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers that an answer may have, since a result or the question has them. */
final class Backing {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?");
    private static final double HALF_A_MINUTE_MS = 30_000;
    private static final double MINUTE_MS = 60_000;
    private static final int SHORT_PERIOD_DAYS = 62;

    private final ZoneId zone;
    private final List<Double> durations = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final Set<Integer> clocks = new HashSet<>();
    private final Set<LocalDate> dates = new HashSet<>();
    private final List<Period> periods = new ArrayList<>();

    Backing(ZoneId zone, String question) {
        this.zone = zone;
        addNumbers(question);
    }

    void add(ToolResult result) {
        result.periods().forEach(this::add);
        addNumbers(result.arguments().encode());
        result.facts().values().forEach(fact -> add(fact.unit(), fact.value()));
        result.rows().forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                add(result.columns().get(i).unit(), row.get(i));
            }
        });
        plain.add((double) result.rows().size());
    }

    private void add(Period period) {
        periods.add(period);
        addNumbers(period.label());
        LocalDate first = period.from().atZone(zone).toLocalDate();
        LocalDate last = period.to().minusMillis(1).atZone(zone).toLocalDate();
        if (first.plusDays(SHORT_PERIOD_DAYS).isAfter(last)) {
            first.datesUntil(last.plusDays(1))
                    .forEach(day -> plain.add((double) day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
        }
    }

    private void add(Unit unit, @Nullable Object value) {
        if (value instanceof Number number) {
            double x = number.doubleValue();
            switch (unit) {
                case MS -> durations.add(Math.abs(x));
                case SHARE -> shares.add(Math.abs(x) * 100);
                case TIME_OF_DAY -> clocks.add((int) Math.floorMod((long) Math.floor(x / MINUTE_MS), 1_440L));
                default -> plain.add(Math.abs(x));
            }
        } else if (value instanceof String text) {
            addText(unit, text);
        }
    }

    private void addText(Unit unit, String text) {
        try {
            if (unit == Unit.INSTANT) {
                ZonedDateTime local = Instant.parse(text).atZone(zone);
                clocks.add(local.getHour() * 60 + local.getMinute());
                dates.add(local.toLocalDate());
                return;
            }
            if (text.length() == 10 && text.charAt(4) == '-') {
                dates.add(LocalDate.parse(text));
            }
        } catch (DateTimeException e) {
            // A name that looks like a date: its numbers count all the same.
        }
        addNumbers(text);
    }

    private void addNumbers(String text) {
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            plain.add(Double.parseDouble(matcher.group().replace(',', '.')));
        }
    }

    /** @param step what the last digit given stands for, in milliseconds */
    boolean hasDuration(double ms, double step) {
        return near(durations, ms, Math.max(HALF_A_MINUTE_MS, step / 2));
    }

    /** @param step what the last digit given stands for */
    boolean hasPercent(double percent, double step) {
        return near(shares, percent, step / 2);
    }

    /** @param step what the last digit given stands for */
    boolean hasNumber(double number, double step) {
        return near(plain, number, step / 2)
                || (step == 1 && dates.stream().anyMatch(date -> isPart(date, number)))
                || (step == 1 && clocks.stream().anyMatch(clock -> clock / 60 == number));
    }

    private static boolean isPart(LocalDate date, double number) {
        return date.getDayOfMonth() == number || date.getMonthValue() == number || date.getYear() == number;
    }

    boolean hasClock(int hour, int minute) {
        return clocks.contains(hour * 60 + minute) || (minute == 0 && near(plain, hour, 0.1));
    }

    boolean hasDate(LocalDate date) {
        return dates.contains(date)
                || periods.stream().anyMatch(period -> {
                    Instant start = date.atStartOfDay(zone).toInstant();
                    return !start.isAfter(period.to())
                            && !start.plusSeconds(86_400).isBefore(period.from());
                });
    }

    /** With a little more than half a step, since halves may be rounded either way. */
    private static boolean near(List<Double> values, double wanted, double tolerance) {
        return values.stream().anyMatch(value -> Math.abs(value - wanted) <= tolerance * 1.001 + 1e-9);
    }
}
