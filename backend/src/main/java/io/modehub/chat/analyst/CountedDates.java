package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.TimePart.Found;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Time that is counted from now: "vor zwei Tagen", "in den letzten 3 Wochen", "heute vor einem Jahr". */
final class CountedDates {
    private static final int MOST_UNITS = 4000;

    private final Calendar calendar;

    CountedDates(Calendar calendar) {
        this.calendar = calendar;
    }

    /** "3 Wochen" after "letzten": days that end today; without a number only for plurals, or where it says "past". */
    @Nullable Found window(Words words, int at, boolean rolling) {
        boolean few = words.is(at, "paar", "few", "couple", "wenigen", "several");
        int number = few ? (words.is(at, "couple") ? 2 : 3) : NumberWords.cardinal(words, at);
        int unitAt = number > 0 ? at + 1 : at;
        if (words.is(unitAt, "of", "letzten", "vergangenen", "full", "vollen", "kalendarischen")) {
            unitAt++;
        }
        Unit unit = unit(words, unitAt);
        if (unit == null || (unit == Unit.WEEKEND && number <= 1)) {
            return null;
        }
        if (number <= 0) {
            if (CalendarWords.isPlural(words.text(unitAt))) {
                number = unit == Unit.DAY ? 7 : unit == Unit.WEEK ? 4 : 3;
            } else if (rolling && unit != Unit.DAY) {
                number = 1;
            } else {
                return null;
            }
        }
        return number > MOST_UNITS ? null : Found.of(calendar.window(unit, number), unitAt + 1);
    }

    /** "vor 3 Tagen", "two weeks ago". */
    @Nullable Found ago(Words words, int at) {
        int numberAt = words.is(at, "vor") ? at + 1 : at;
        int number = words.is(numberAt, "couple") ? 2 : NumberWords.cardinal(words, numberAt);
        Unit unit = number <= 0 ? null : unit(words, numberAt + 1);
        if (unit == null || number > MOST_UNITS) {
            return null;
        }
        int end = numberAt + 2;
        if (!words.is(at, "vor")) {
            if (!words.is(end, "ago")) {
                return null;
            }
            end++;
        }
        return Found.of(calendar.back(unit, number), end);
    }

    /** "vor 2 Wochen" after "heute": the one day; null where nothing of the kind stands there. */
    @Nullable Found dayAgo(Words words, int at) {
        Found ago = words.is(at, "vor") ? ago(words, at) : null;
        Unit unit = unit(words, at + 2);
        if (ago == null || unit == null) {
            return null;
        }
        int number = Math.max(1, NumberWords.cardinal(words, at + 1));
        LocalDate day =
                switch (unit) {
                    case WEEK -> calendar.today().minusWeeks(number);
                    case MONTH -> calendar.today().minusMonths(number);
                    case YEAR -> calendar.today().minusYears(number);
                    default -> calendar.back(unit, number).from();
                };
        return Found.of(When.day(day), ago.end());
    }

    private static @Nullable Unit unit(Words words, int at) {
        return CalendarWords.unit(words.text(at));
    }
}
