package io.modehub.bench;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the keys of a summary in a text, as people write them. */
final class Names {
    private static final String ENGLISH_MONTHS = Stream.of(Month.values())
            .map(month -> month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
            .collect(Collectors.joining("|"));
    private static final String SOME_DATE =
            "\\d{1,2}\\.(\\d{1,2}\\.)?(\\d{4})?|(" + ENGLISH_MONTHS + ")[a-z]* \\d{1,2}(, \\d{4})?|\\d{1,2}, \\d{4}";

    /** From a day to a day: says when, not which day. */
    private static final Pattern RANGE = Pattern.compile("(" + SOME_DATE + ")\\s*[–-]\\s*(" + SOME_DATE + ")");

    private static final Pattern GERMAN_DAY = Pattern.compile("\\b(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
    private static final Pattern ENGLISH_DAY =
            Pattern.compile("\\b(" + ENGLISH_MONTHS + ")[a-z]* (\\d{1,2}), (\\d{4})");
    private static final Pattern WEEK = Pattern.compile("\\b(?:KW|[Ww]eek) (\\d{1,2}) \\((\\d{4})\\)");
    private static final Pattern HOURS = Pattern.compile("\\b(\\d{1,2}):00\\s*[–-]\\s*(\\d{1,2}):00");

    private final Set<String> apps;
    private final Set<String> modes;

    /** @param apps those of the log; {@code modes} as well */
    Names(Set<String> apps, Set<String> modes) {
        this.apps = Set.copyOf(apps);
        this.modes = Set.copyOf(modes);
    }

    private record Found(int at, int length, String key) {}

    /** Keys of that kind in the order of the text; each as often as it is there. */
    List<String> in(String text, String by) {
        List<Found> found =
                switch (by) {
                    case "app" -> known(text, apps);
                    case "mode" -> known(text, modes);
                    case "weekday" -> weekdays(text);
                    case "month" -> months(text);
                    case "hour" ->
                        all(
                                HOURS,
                                text,
                                hours -> isOneHour(hours) ? String.valueOf(Integer.parseInt(hours.group(1))) : "");
                    case "week" ->
                        all(WEEK, text, week -> "%s-W%02d".formatted(week.group(2), Integer.parseInt(week.group(1))));
                    case "day" -> days(RANGE.matcher(text).replaceAll(" "));
                    default -> throw new IllegalArgumentException("nothing is grouped by " + by);
                };
        found.sort(Comparator.comparingInt(Found::at).thenComparing(Found::length, Comparator.reverseOrder()));
        List<String> keys = new ArrayList<>();
        int end = -1;
        for (Found one : found) {
            if (one.at() >= end && !one.key().isEmpty()) {
                keys.add(one.key());
                end = one.at() + one.length();
            }
        }
        return keys;
    }

    private static boolean isOneHour(MatchResult hours) {
        return (Integer.parseInt(hours.group(1)) + 1) % 24 == Integer.parseInt(hours.group(2)) % 24;
    }

    private static List<Found> known(String text, Set<String> names) {
        String plain = plain(text);
        List<Found> found = new ArrayList<>();
        for (String name : names) {
            String wanted = plain(name);
            for (int at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
                // The blank behind a name may be the one before the next.
                found.add(new Found(at, wanted.length() - 1, name));
            }
        }
        return found;
    }

    /** Nothing but letters and digits, with a blank between and around words. */
    static String plain(String text) {
        return (" " + Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT) + " ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ");
    }

    private static List<Found> weekdays(String text) {
        List<Found> found = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            String names = day.getDisplayName(TextStyle.FULL, Locale.GERMAN) + "|"
                    + day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            Pattern pattern = Pattern.compile("\\b(" + names + ")(s|e|en)?\\b", Pattern.CASE_INSENSITIVE);
            found.addAll(all(pattern, text, any -> String.valueOf(day.getValue())));
        }
        return found;
    }

    private static List<Found> months(String text) {
        List<Found> found = new ArrayList<>();
        for (Month month : Month.values()) {
            String names = month.getDisplayName(TextStyle.FULL, Locale.GERMAN) + "|"
                    + month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            Pattern pattern =
                    Pattern.compile("\\b(" + names + ") (\\d{4})", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            found.addAll(all(pattern, text, one -> "%s-%02d".formatted(one.group(2), month.getValue())));
        }
        return found;
    }

    private static List<Found> days(String text) {
        List<Found> found = all(GERMAN_DAY, text, day -> "%s-%02d-%02d"
                .formatted(day.group(3), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(1))));
        found.addAll(all(ENGLISH_DAY, text, day -> {
            Month month = Stream.of(Month.values())
                    .filter(each ->
                            each.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals(day.group(1)))
                    .findFirst()
                    .orElseThrow();
            return LocalDate.of(Integer.parseInt(day.group(3)), month, Integer.parseInt(day.group(2)))
                    .toString();
        }));
        return found;
    }

    private static List<Found> all(Pattern pattern, String text, Function<MatchResult, String> key) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(new Found(matcher.start(), matcher.end() - matcher.start(), key.apply(matcher.toMatchResult())));
        }
        return found;
    }
}
