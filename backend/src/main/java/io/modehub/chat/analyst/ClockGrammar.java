package io.modehub.chat.analyst;

import io.modehub.chat.analyst.TimePart.Clock;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Impossible;
import io.modehub.chat.analyst.TimePart.Part;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Times of the day: "nach 18 Uhr", "between 9 and noon", "um 15:30". */
final class ClockGrammar {
    private static final Set<String> BETWEEN = Set.of("zwischen", "between", "von", "from");
    private static final Set<String> AND = Set.of("und", "and", "bis", "to", "until", "till", "til", "-", "through");
    private static final Set<String> AFTER = Set.of("nach", "after", "ab", "past", "from");
    private static final Set<String> BEFORE = Set.of("vor", "before", "bis", "until", "till");
    private static final Set<String> AROUND = Set.of("um", "at", "gegen", "around", "about", "circa", "ca");
    private static final int LAST_HOUR_OF_NIGHT = 6;

    private ClockGrammar() {}

    /**
     * A time.
     *
     * @param minutes since midnight, at most 1440
     * @param sure whether it can't be a mere number: it has "Uhr", "pm", minutes
     * @param half whether English would have to guess its half of the day
     */
    private record Time(int minutes, boolean sure, boolean half, int end) {
        int hour() {
            return minutes / 60;
        }

        Time later() {
            return new Time(minutes + 720, sure, false, end);
        }
    }

    static @Nullable Found at(Words words, int at) {
        String first = words.text(at);
        if (BETWEEN.contains(first)) {
            Found between = between(words, at + 1, true);
            if (between != null) {
                return between;
            }
        }
        if (AFTER.contains(first)) {
            return after(words, at + 1, "ab".equals(first) || "nach".equals(first) || "after".equals(first));
        }
        if (BEFORE.contains(first)) {
            Time time = time(words, at + 1, false);
            boolean sure = time != null && (time.sure || "before".equals(first) || "vor".equals(first));
            return time == null || !sure ? null : part(0, time.hour(), time.minutes, time.end);
        }
        if (AROUND.contains(first)) {
            Time time = time(words, at + 1, true);
            return time == null ? null : clock(time, !words.is(at, "um", "gegen", "circa", "ca"));
        }
        Found plain = between(words, at, false);
        if (plain != null) {
            return plain;
        }
        Time time = time(words, at, false);
        return time != null && time.sure ? clock(time, false) : null;
    }

    private static @Nullable Found clock(Time time, boolean english) {
        if (time.minutes >= 1440) {
            return Found.of(new Clock(LocalTime.MIDNIGHT), time.end);
        }
        boolean guess = english && time.half && time.hour() < 7 && time.hour() > 0;
        return Found.of(new Clock(LocalTime.ofSecondOfDay(60L * (guess ? time.later() : time).minutes)), time.end);
    }

    private static @Nullable Found between(Words words, int at, boolean introduced) {
        Time from = time(words, at, true);
        if (from == null || !AND.contains(words.text(from.end))) {
            return null;
        }
        Time to = time(words, from.end + 1, true);
        if (to == null || !(introduced || from.sure || to.sure)) {
            return null;
        }
        boolean english = words.is(from.end, "and", "to", "until", "till", "til", "through");
        if (to.half
                && to.hour() <= from.hour()
                && to.hour() < 12
                && (english || (to.hour() < LAST_HOUR_OF_NIGHT && from.hour() < 12))) {
            to = to.later();
        } else if (from.half
                && !to.half
                && to.hour() > 12
                && from.hour() < 12
                && to.hour() - 12 > from.hour()
                && english
                && to.sure
                && from.hour() < 6) {
            from = from.later();
        }
        boolean whole = from.minutes % 60 == 0 && to.minutes % 60 == 0;
        int end = to.minutes == 0 ? 24 : to.hour();
        return whole && Hours.possible(from.hour() % 24, end)
                ? Found.of(new Part(new Hours(from.hour() % 24, end), false), to.end)
                : Found.of(new Impossible(), to.end);
    }

    private static @Nullable Found after(Words words, int at, boolean plainNumbers) {
        Time time = time(words, at, false);
        if (time == null || !(time.sure || plainNumbers) || AND.contains(words.text(time.end))) {
            return null;
        }
        if (time.minutes % 1440 == 0) {
            return Found.of(new Part(new Hours(0, LAST_HOUR_OF_NIGHT), false), time.end);
        }
        boolean evening = time.half && words.is(at - 1, "after", "past") && time.hour() < 9;
        return part((evening ? time.later() : time).hour(), 24, time.minutes, time.end);
    }

    private static Found part(int from, int to, int minutes, int end) {
        return minutes % 60 == 0 && Hours.possible(from, to)
                ? Found.of(new Part(new Hours(from, to), false), end)
                : Found.of(new Impossible(), end);
    }

    /** @param loose whether a mere number may be followed by any word */
    private static @Nullable Time time(Words words, int at, boolean loose) {
        String word = words.text(at);
        if (words.is(at, "mitternacht", "midnight")) {
            return new Time(loose ? 1440 : 0, true, false, at + 1);
        }
        if (words.is(at, "noon") || (words.is(at, "mittag") && loose)) {
            return new Time(720, true, false, at + 1);
        }
        int hour =
                words.number(at) >= 0 ? words.number(at) : word.startsWith("ein") ? -1 : NumberWords.count(words, at);
        if (hour < 0 || hour > 24) {
            return null;
        }
        int end = at + 1;
        int minutes = 0;
        boolean sure = false;
        if (words.is(end, ":", ".", "h")
                && words.number(end + 1) >= 0
                && words.get(end + 1).text().length() == 2
                && words.get(end).touches()
                && words.get(end + 1).touches()
                && words.number(end + 1) < 60
                && (words.is(end, ":", "h") || words.is(end + 2, "uhr", "am", "pm"))) {
            minutes = words.number(end + 1);
            sure = true;
            end += 2;
        }
        boolean pm = words.is(end, "pm") || (words.is(end, "p") && words.is(end + 2, "m"));
        boolean am = (words.is(end, "am") && (words.get(end).touches() || sure || !isGermanAm(words, end)))
                || (words.is(end, "a") && words.is(end + 2, "m"));
        if (pm || am) {
            if (hour > 12) {
                pm = false;
            }
            end += words.is(end, "am", "pm") ? 1 : words.is(end + 3, ".") ? 4 : 3;
            hour = pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
            return new Time(hour * 60 + minutes, true, false, end);
        }
        if (words.is(end, "uhr", "h", "o")) {
            if (words.is(end, "h") && !words.get(end).touches()) {
                return null;
            }
            end += words.is(end, "o") && words.is(end + 1, "clock") ? 2 : 1;
            sure = true;
            int after = words.number(end);
            if (after > 0 && after < 60 && words.text(end).length() == 2 && words.is(end - 1, "uhr")) {
                minutes = after;
                end++;
            }
        }
        if (!sure && isOtherNumber(words, at, end)) {
            return null;
        }
        return hour * 60 + minutes > 1440 ? null : new Time(hour * 60 + minutes, sure, !sure && hour <= 12, end);
    }

    /** "am" after a number is German where a day follows. */
    private static boolean isGermanAm(Words words, int at) {
        String next = words.text(at + 1);
        return CalendarWords.day(next) != null
                || CalendarWords.unit(next) != null
                || words.number(at + 1) >= 0
                || CalendarWords.part(next) != null
                || "stueck".equals(next);
    }

    /** A date, a number of things, a share. */
    private static boolean isOtherNumber(Words words, int at, int end) {
        String next = words.text(end);
        boolean counts = CalendarWords.unit(next) != null
                || CalendarWords.month(next) != null
                || words.is(
                        end,
                        "minuten",
                        "minutes",
                        "min",
                        "mins",
                        "minute",
                        "stunden",
                        "stunde",
                        "hours",
                        "hour",
                        "std",
                        "%",
                        "prozent",
                        "percent",
                        "apps",
                        "app",
                        "st",
                        "nd",
                        "rd",
                        "th",
                        "/",
                        "programme",
                        "mal",
                        "times",
                        "modi",
                        "modes",
                        "of",
                        "ten",
                        "weekdays",
                        "dem",
                        "weekends");
        boolean date = words.is(end, ".")
                && words.get(end).touches()
                && (words.number(end + 1) >= 0
                        || CalendarWords.month(words.text(end + 1)) != null
                        || words.is(end + 1, "und", "bis", "-"));
        boolean iso =
                words.is(end, "-") && words.get(end).touches() && words.text(at).length() == 4;
        boolean afterMonth = at > 0
                && (CalendarWords.month(words.text(at - 1)) != null || words.is(at - 1, "kw", "q", "woche", "week"));
        return counts || date || iso || afterMonth;
    }
}
