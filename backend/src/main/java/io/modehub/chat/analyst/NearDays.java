package io.modehub.chat.analyst;

import io.modehub.chat.analyst.TimePart.Ahead;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Part;
import io.modehub.chat.analyst.TimePart.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Days around today by names of their own: "heute", "vorgestern", "letzte Nacht", "tomorrow". */
final class NearDays {
    private final Calendar calendar;
    private final CountedDates counted;

    NearDays(Calendar calendar, CountedDates counted) {
        this.calendar = calendar;
        this.counted = counted;
    }

    @Nullable Found at(Words words, int at) {
        Found night = night(words, at);
        if (night != null) {
            return night;
        }
        if (words.is(at, "heute", "today", "heut", "heutige", "heutigen", "heutiger", "todays")) {
            Found ago = counted.dayAgo(words, at + 1);
            return ago != null ? ago : day(0, at + 1);
        }
        if (words.is(
                at,
                "gestern",
                "yesterday",
                "gestrigen",
                "gestrige",
                "gestriger",
                "yesterdays",
                "yday",
                "gesten",
                "gester",
                "yeterday",
                "yesteday",
                "yestarday")) {
            return day(1, at + 1);
        }
        if (words.is(at, "vorgestern", "vorgestrigen")) {
            return day(2, at + 1);
        }
        int day = words.is(at, "the") ? at + 1 : at;
        if (words.is(day, "day") && words.is(day + 1, "before") && words.is(day + 2, "yesterday")) {
            return day(2, day + 3);
        }
        if (words.is(at, "this") && CalendarWords.part(words.text(at + 1)) != null) {
            return day(0, at + 1);
        }
        boolean tomorrow = (words.is(at, "morgen") && !words.is(at - 1, "am", "jeden", "der", "den", "guten", "good"))
                || words.is(at, "uebermorgen", "tomorrow", "morgigen");
        return tomorrow ? Found.of(new Ahead(), at + 1) : null;
    }

    /** In German the last night ends this morning, whatever it is called; in English it is yesterday's evening. */
    private @Nullable Found night(Words words, int at) {
        if (words.is(at, "tonight")) {
            return day(0, Hours.EVENING, at + 1);
        }
        if (words.is(at, "last") && words.is(at + 1, "night")) {
            return day(1, Hours.EVENING, at + 2);
        }
        boolean last = words.is(at, "letzte", "letzten", "letzter", "vergangene", "vergangenen", "heute", "heut")
                && words.is(at + 1, "nacht");
        return last ? day(1, Hours.NIGHT, at + 2) : null;
    }

    private Found day(int ago, int end) {
        return Found.of(When.day(calendar.today().minusDays(ago)), end);
    }

    private Found day(int ago, Hours hours, int end) {
        return new Found(
                List.of(new Range(When.day(calendar.today().minusDays(ago)), false), new Part(hours, true)), end);
    }
}
