package io.modehub.chat.tools;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands the one word of time that all tools take, in a person's zone. */
final class Periods {
    static final String DESCRIPTION =
            "today, yesterday, this_week, last_week, this_month, last_month, this_year, last_year, last_N_days (N 1 to 4000), all; "
                    + "or 2026, 2026-11, 2026-W48, 2026-11-23; or FROM/TO as local dates (TO included) or local date-times 2026-11-23T18:00 (TO excluded)";

    private static final Duration LONGEST = Duration.ofDays(4_018);
    private static final Pattern LAST_DAYS = Pattern.compile("last_(\\d{1,4})_days?");
    private static final Pattern WEEK = Pattern.compile("(\\d{4})-w(\\d{2})");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int MOST_DAYS = 4_000;
    private static final Map<String, String[]> NAMES = Map.of(
            "today", new String[] {"today", "heute"},
            "yesterday", new String[] {"yesterday", "gestern"},
            "this_week", new String[] {"this week", "diese Woche"},
            "last_week", new String[] {"last week", "letzte Woche"},
            "this_month", new String[] {"this month", "dieser Monat"},
            "last_month", new String[] {"last month", "letzter Monat"},
            "this_year", new String[] {"this year", "dieses Jahr"},
            "last_year", new String[] {"last year", "letztes Jahr"},
            "all", new String[] {"the whole log", "das ganze Protokoll"});

    private final ZoneId zone;
    private final Instant now;
    private final DayOfWeek weekStart;
    private final Language language;
    private final LocalDate today;
    private final LocalDate firstDay;

    /** @param firstDay of which anything is known: where {@code all} begins */
    Periods(ZoneId zone, Instant now, DayOfWeek weekStart, Language language, Optional<LocalDate> firstDay) {
        this.zone = zone;
        this.now = now;
        this.weekStart = weekStart;
        this.language = language;
        this.today = now.atZone(zone).toLocalDate();
        this.firstDay = firstDay.orElse(today);
    }

    /** Throws {@link ToolFault} where the word can't be understood. */
    Period resolve(String argument, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        try {
            Period period = byName(text, word);
            if (Duration.between(period.from(), period.to()).compareTo(LONGEST) > 0
                    || period.from().isBefore(Instant.EPOCH)) {
                throw new ToolFault(argument + " must be at most " + LONGEST.toDays() + " days long, after 1970");
            }
            return period;
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new ToolFault(argument + " must be one of: " + DESCRIPTION + "; not " + Arguments.shown(text));
        }
    }

    private Period byName(String asked, String word) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(weekStart));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate year = today.withDayOfYear(1);
        return switch (word) {
            case "today" -> days(asked, today, today.plusDays(1));
            case "yesterday" -> days(asked, today.minusDays(1), today);
            case "this_week" -> days(asked, week, week.plusWeeks(1));
            case "last_week" -> days(asked, week.minusWeeks(1), week);
            case "this_month" -> days(asked, month, month.plusMonths(1));
            case "last_month" -> days(asked, month.minusMonths(1), month);
            case "this_year" -> days(asked, year, year.plusYears(1));
            case "last_year" -> days(asked, year.minusYears(1), year);
            case "all" -> days(asked, firstDay, today.plusDays(1));
            default -> byPattern(asked, word);
        };
    }

    private Period byPattern(String asked, String word) {
        Matcher lastDays = LAST_DAYS.matcher(word);
        if (lastDays.matches()) {
            int count = Integer.parseInt(lastDays.group(1));
            if (count < 1 || count > MOST_DAYS) {
                throw new IllegalArgumentException("days");
            }
            return days(asked, today.minusDays(count - 1L), today.plusDays(1));
        }
        Matcher week = WEEK.matcher(word);
        if (week.matches()) {
            LocalDate monday = mondayOf(Integer.parseInt(week.group(1)), Integer.parseInt(week.group(2)));
            return days(asked, monday, monday.plusWeeks(1));
        }
        if (YEAR.matcher(word).matches()) {
            LocalDate first = Year.parse(word).atDay(1);
            return days(asked, first, first.plusYears(1));
        }
        if (MONTH.matcher(word).matches()) {
            LocalDate first = YearMonth.parse(word).atDay(1);
            return days(asked, first, first.plusMonths(1));
        }
        if (DAY.matcher(word).matches()) {
            LocalDate day = LocalDate.parse(word);
            return days(asked, day, day.plusDays(1));
        }
        int slash = word.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no period");
        }
        return between(
                asked,
                word.substring(0, slash).strip(),
                word.substring(slash + 1).strip());
    }

    private static LocalDate mondayOf(int year, int week) {
        LocalDate monday = LocalDate.of(year, 1, 4)
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (monday.get(IsoFields.WEEK_BASED_YEAR) != year) {
            throw new IllegalArgumentException("week");
        }
        return monday;
    }

    private Period between(String asked, String from, String to) {
        if (DAY.matcher(from).matches() && DAY.matcher(to).matches()) {
            return days(asked, LocalDate.parse(from), LocalDate.parse(to).plusDays(1));
        }
        LocalDateTime start = time(from, false);
        LocalDateTime end = time(to, true);
        Instant startAt = start.atZone(zone).toInstant();
        Instant endAt = end.atZone(zone).toInstant();
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(language.pick("MMM d, uuuu HH:mm", "dd.MM.uuuu HH:mm"), language.locale());
        String label = start.format(format) + " – "
                + (start.toLocalDate().equals(end.toLocalDate())
                        ? end.format(DateTimeFormatter.ofPattern("HH:mm"))
                        : end.format(format));
        return new Period(asked, label, startAt, endAt, zone, !endAt.isAfter(now));
    }

    private static LocalDateTime time(String text, boolean end) {
        return DAY.matcher(text).matches()
                ? LocalDate.parse(text).plusDays(end ? 1 : 0).atTime(LocalTime.MIDNIGHT)
                : LocalDateTime.parse(text.toUpperCase(Locale.ROOT)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** {@code [from, to)}; a day begins when the zone's clocks first show it. */
    private Period days(String asked, LocalDate from, LocalDate to) {
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = to.atStartOfDay(zone).toInstant();
        return new Period(asked, label(asked, from, to.minusDays(1)), start, end, zone, !end.isAfter(now));
    }

    private String label(String asked, LocalDate first, LocalDate last) {
        String word = asked.strip().toLowerCase(Locale.ROOT);
        String dates = dates(first, last);
        String[] names = NAMES.get(word);
        Matcher lastDays = LAST_DAYS.matcher(word);
        if (names != null) {
            return language.pick(names[0], names[1]) + " (" + dates + ")";
        }
        if (lastDays.matches()) {
            return language.pick("last ", "letzte ") + lastDays.group(1) + language.pick(" days", " Tage") + " ("
                    + dates + ")";
        }
        if (WEEK.matcher(word).matches()) {
            return language.pick("week ", "KW ") + Integer.parseInt(word.substring(6)) + " (" + dates + ")";
        }
        if (YEAR.matcher(word).matches()) {
            return word;
        }
        if (MONTH.matcher(word).matches()) {
            return first.format(DateTimeFormatter.ofPattern("LLLL uuuu", language.locale()));
        }
        return dates;
    }

    /** {@code Nov 16 – 22, 2026} and {@code 16.–22.11.2026}, as short as can be. */
    private String dates(LocalDate first, LocalDate last) {
        boolean german = language == Language.GERMAN;
        DateTimeFormatter whole = DateTimeFormatter.ofPattern(german ? "dd.MM.uuuu" : "MMM d, uuuu", language.locale());
        if (first.equals(last)) {
            return first.format(whole);
        }
        boolean oneYear = first.getYear() == last.getYear();
        boolean oneMonth = oneYear && first.getMonth() == last.getMonth();
        if (german) {
            String start = oneMonth ? "dd." : oneYear ? "dd.MM." : "dd.MM.uuuu";
            return first.format(DateTimeFormatter.ofPattern(start)) + "–" + last.format(whole);
        }
        String start = oneYear ? "MMM d" : "MMM d, uuuu";
        String end = oneMonth ? "d, uuuu" : "MMM d, uuuu";
        return first.format(DateTimeFormatter.ofPattern(start, language.locale())) + " – "
                + last.format(DateTimeFormatter.ofPattern(end, language.locale()));
    }
}
