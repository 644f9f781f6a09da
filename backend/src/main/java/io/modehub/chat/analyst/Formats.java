package io.modehub.chat.analyst;

import io.modehub.chat.tools.Language;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;

/** Values as an answer writes them. */
final class Formats {
    private static final long MINUTE_MS = 60_000;
    private static final String MARKDOWN = "\\`*_{}[]()<>#+!|~&$^:/@";

    private final Language language;

    Formats(Language language) {
        this.language = language;
    }

    Language language() {
        return language;
    }

    String pick(String english, String german) {
        return language.pick(english, german);
    }

    /** {@code 12 h 30 min}, {@code 45 min}, {@code 30 s}, {@code 0 min}. */
    String duration(double ms) {
        long size = Math.round(Math.abs(ms));
        if (size == 0) {
            return "0 min";
        }
        if (size < MINUTE_MS) {
            return Math.round(size / 1000.0) + " s";
        }
        long minutes = Math.round(size / (double) MINUTE_MS);
        long hours = minutes / 60;
        return hours == 0 ? minutes + " min" : minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
    }

    String share(double share) {
        return Math.round(share * 100) + pick("%", " %");
    }

    /** A number with at most one decimal. */
    String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded)
                ? String.format(language.locale(), "%d", (long) rounded)
                : String.format(language.locale(), "%.1f", rounded);
    }

    /** {@code 09:05}; past midnight with a word on that. */
    String timeOfDay(double ms) {
        long minutes = Math.round(ms / MINUTE_MS);
        String time = String.format(Locale.ROOT, "%02d:%02d", minutes / 60 % 24, minutes % 60);
        return minutes < 1440 ? time : time + pick(" (the next day)", " (am Folgetag)");
    }

    String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern(pick("MMM d, uuuu", "dd.MM.uuuu"), language.locale()));
    }

    String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, language.locale());
    }

    String month(LocalDate inIt) {
        return inIt.format(DateTimeFormatter.ofPattern("LLLL uuuu", language.locale()));
    }

    String week(LocalDate inIt) {
        return pick("week ", "KW ") + inIt.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + " ("
                + inIt.get(IsoFields.WEEK_BASED_YEAR) + ")";
    }

    /** A row's key. */
    String key(Grouping grouping, String key) {
        return switch (grouping) {
            case MODE, APP -> name(key);
            case HOUR -> {
                int hour = Integer.parseInt(key);
                yield String.format(Locale.ROOT, "%02d:00–%02d:00", hour, hour + 1);
            }
            case WEEKDAY -> weekday(DayOfWeek.of(Integer.parseInt(key)));
            case DAY -> day(LocalDate.parse(key));
            case WEEK ->
                pick("week ", "KW ") + Integer.parseInt(key.substring(key.indexOf('W') + 1)) + " ("
                        + key.substring(0, 4) + ")";
            case MONTH -> month(YearMonth.parse(key).atDay(1));
        };
    }

    /** Someone's word as text: whatever could be taken for markdown or HTML is escaped, line breaks are gone. */
    static String name(String name) {
        StringBuilder safe = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (MARKDOWN.indexOf(c) >= 0) {
                safe.append('\\').append(c);
            } else {
                safe.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c);
            }
        }
        return safe.toString().strip();
    }

    String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1))
                + pick(" and ", " und ")
                + items.get(items.size() - 1);
    }
}
