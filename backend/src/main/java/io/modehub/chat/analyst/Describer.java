package io.modehub.chat.analyst;

import io.modehub.chat.tools.Language;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A reading in words that the analyst itself reads as that reading: what it understood, and what chips ask. */
final class Describer {
    private static final List<DayOfWeek> WEEKEND = List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final Formats formats;
    private final Calendar calendar;

    Describer(Language language, Calendar calendar) {
        this.formats = new Formats(language);
        this.calendar = calendar;
    }

    /** As a question. */
    String question(Reading reading) {
        String text = figure(reading, true);
        boolean timeless = isTimeless(reading.metric());
        return timeless || reading.metric() == Metric.AT || reading.metric() == Metric.COMPARE
                ? text
                : text + ", " + words(reading.when());
    }

    /** As the notice says it, with the days it stands for. */
    String understood(Reading reading) {
        String text = figure(reading, false);
        boolean timeless = isTimeless(reading.metric());
        return timeless || reading.metric() == Metric.AT || reading.metric() == Metric.COMPARE
                ? text
                : text + ", " + period(reading);
    }

    /** The reading's period, or night, with the days it stands for. */
    String period(Reading reading) {
        When when = reading.when();
        return reading.night().isEmpty()
                ? period(when)
                : pick("in the night from ", "in der Nacht vom ")
                        + formats.day(when.from())
                        + pick(" to ", " auf den ")
                        + formats.day(when.until());
    }

    private static boolean isTimeless(Metric metric) {
        return metric == Metric.LAST_TIME
                || metric == Metric.FIRST_TIME
                || metric == Metric.MODES
                || metric == Metric.APPS
                || metric == Metric.LOG_START;
    }

    /** A short label that tells a reading from another. */
    String label(Reading reading, Reading than) {
        if (!reading.when().equals(than.when()) && reading.in(than.when()).means(than)) {
            return words(reading.when());
        }
        boolean regrouped = reading.metric() == than.metric()
                && reading.grouping().isPresent()
                && reading.filters().equals(than.filters());
        return regrouped ? by(reading.grouping().orElseThrow()) : figure(reading, false);
    }

    /** Whether it has begun and goes on: this week, not the last 30 days. */
    boolean isRunning(When when) {
        boolean named = when.days() == 1 || when.isMonth() || when.isYear() || when.equals(calendar.week());
        return when.until().isAfter(calendar.today().plusDays(1))
                || (named && when.until().equals(calendar.today().plusDays(1)));
    }

    /** The period with the days it stands for: {@code letzte Woche (09.11.2026–15.11.2026)}. */
    String period(When when) {
        String words = words(when);
        String dates = when.isMonth() ? formats.month(when.from()) : dates(when);
        boolean plain = when.isYear() || words.contains(formats.day(when.from())) || words.equals(dates);
        return plain ? words : words + " (" + dates + ")";
    }

    private String dates(When when) {
        LocalDate last = when.until().minusDays(1);
        return when.days() == 1
                ? formats.day(when.from())
                : formats.day(when.from()) + pick(" – ", "–") + formats.day(last);
    }

    /** The period in words that the date grammar reads. */
    String words(When when) {
        if (when.equals(calendar.everything())) {
            return pick("all time", "gesamter Zeitraum");
        }
        if (when.days() == 1) {
            return when.from().equals(calendar.today())
                    ? pick("today", "heute")
                    : when.from().equals(calendar.today().minusDays(1))
                            ? pick("yesterday", "gestern")
                            : pick("on ", "am ") + formats.day(when.from());
        }
        When week = calendar.week();
        if (when.equals(week) || when.equals(week.previous())) {
            return when.equals(week) ? pick("this week", "diese Woche") : pick("last week", "letzte Woche");
        }
        if (when.equals(calendar.month()) || when.equals(calendar.month().previous())) {
            return when.equals(calendar.month())
                    ? pick("this month", "diesen Monat")
                    : pick("last month", "letzten Monat");
        }
        if (when.isMonth()) {
            return formats.month(when.from());
        }
        if (when.isYear()) {
            return String.valueOf(when.from().getYear());
        }
        if (when.isQuarter()) {
            return "Q" + (when.from().getMonthValue() + 2) / 3 + " "
                    + when.from().getYear();
        }
        if (when.until().equals(calendar.today().plusDays(1))) {
            return pick("last " + when.days() + " days", "letzte " + when.days() + " Tage");
        }
        boolean isoWeek = when.days() == 7 && when.from().getDayOfWeek() == DayOfWeek.MONDAY;
        return isoWeek
                ? formats.week(when.from())
                : pick("from ", "vom ")
                        + formats.day(when.from())
                        + pick(" to ", " bis ")
                        + formats.day(when.until().minusDays(1));
    }

    private String pick(String english, String german) {
        return formats.pick(english, german);
    }

    /** What a filter leaves, after the name of a figure. */
    String narrowed(Filters filters, boolean asQuestion) {
        StringBuilder text = new StringBuilder();
        filters.mode()
                .ifPresent(mode -> text.append(pick(" in mode ", " im Modus ")).append(name(mode, asQuestion)));
        filters.app().ifPresent(app -> text.append(pick(" in the app ", " in der App "))
                .append(name(app, asQuestion)));
        return text + timed(filters);
    }

    private String timed(Filters filters) {
        StringBuilder text = new StringBuilder();
        if (filters.weekdays().equals(WEEKEND)) {
            text.append(pick(" on weekends", " an Wochenenden"));
        } else if (filters.weekdays().equals(DateGrammar.workingDays())) {
            text.append(pick(" on weekdays", " werktags"));
        } else if (!filters.weekdays().isEmpty()) {
            text.append(pick(" on ", " "))
                    .append(formats.list(filters.weekdays().stream()
                            .map(day -> pick(
                                    formats.weekday(day) + "s",
                                    formats.weekday(day).toLowerCase(Locale.ROOT) + "s"))
                            .toList()));
        }
        filters.hours()
                .ifPresent(hours -> text.append(pick(
                        String.format(Locale.ROOT, " between %02d:00 and %02d:00", hours.from(), hours.to()),
                        " zwischen " + hours.from() + " und " + hours.to() + " Uhr")));
        return text.toString();
    }

    private String name(String name, boolean asQuestion) {
        return asQuestion ? pick("“", "„") + name + pick("”", "“") : Formats.name(name);
    }

    static String by(Grouping grouping, Formats formats) {
        return switch (grouping) {
            case MODE -> formats.pick("by mode", "nach Modus");
            case APP -> formats.pick("by app", "nach App");
            case HOUR -> formats.pick("by hour", "nach Uhrzeit");
            case WEEKDAY -> formats.pick("by weekday", "je Wochentag");
            case DAY -> formats.pick("by day", "nach Tag");
            case WEEK -> formats.pick("by week", "nach Woche");
            case MONTH -> formats.pick("by month", "nach Monat");
        };
    }

    private String by(Grouping grouping) {
        return by(grouping, formats);
    }

    private String grouped(Reading reading) {
        Optional<Grouping> one = reading.metric().isSwitches()
                ? reading.grouping().filter(by -> by != Grouping.MODE)
                : reading.grouping();
        String first = one.map(by -> " " + by(by)).orElse("");
        return first + reading.also().map(by -> pick(" and ", " und ") + by(by)).orElse("");
    }

    private String figure(Reading reading, boolean asQuestion) {
        String of = narrowed(reading.filters(), asQuestion);
        String work = reading.filters().mode().isPresent() ? of : pick(" of work", " der Arbeit") + of;
        // Tells the language where all other words are of both.
        String my = asQuestion ? pick("my ", "meine ") : "";
        String least = reading.minMinutes() == 0
                ? ""
                : pick(" of at least " + reading.minMinutes() + " minutes", " ab " + reading.minMinutes() + " Minuten");
        return switch (reading.metric()) {
            case TOTAL -> pick("active time", "aktive Zeit") + of;
            case AVERAGE ->
                pick("average active time", "durchschnittliche aktive Zeit") + of + pick(" per day", " pro Tag");
            case SHARE -> pick("share of active time", "Anteil an der aktiven Zeit") + of;
            case TOP -> pick("most active time", "meiste aktive Zeit") + of + grouped(reading);
            case LEAST -> pick("least active time", "wenigste aktive Zeit") + of + grouped(reading);
            case SPLIT -> pick("active time", "aktive Zeit") + of + grouped(reading);
            case DAYS -> pick("number of days with active time", "Anzahl der Tage mit aktiver Zeit") + of;
            case COMPARE ->
                pick("comparison of active time", "Vergleich der aktiven Zeit") + of + grouped(reading) + ", "
                        + span(reading.when(), asQuestion) + pick(" compared to ", " gegenüber ")
                        + span(reading.thanWhen().orElse(reading.when()), asQuestion);
            case VERSUS ->
                pick("comparison of active time", "Vergleich der aktiven Zeit")
                        + of
                        + pick(" compared to", " gegenüber")
                        + narrowed(reading.than().orElse(Filters.NONE), asQuestion);
            case WORKDAY_TOTAL ->
                pick("sum of work time including meetings", "Summe der Arbeitszeit inklusive Meetings");
            case WORKDAY_MEAN -> pick("average workday", "durchschnittlicher Arbeitstag");
            case START -> pick("average start", "mittlerer Beginn") + work;
            case END -> pick("average end", "mittleres Ende") + work;
            case EARLIEST -> pick("earliest start", "frühester Beginn") + work;
            case LATEST -> pick("latest end", "spätestes Ende") + work;
            case EVENING ->
                pick("work in the evenings", "Arbeit abends")
                        + (asQuestion ? "" : pick(" (20:00–06:00, meetings included)", " (20–6 Uhr, mit Meetings)"));
            case EVENING_SHARE -> pick("share of work in the evenings", "Anteil der Arbeit abends");
            case WEEKEND ->
                pick("work on weekends", "Arbeit an Wochenenden")
                        + (asQuestion ? "" : pick(" (meetings included)", " (mit Meetings)"));
            case WEEKEND_SHARE -> pick("share of work on weekends", "Anteil der Arbeit an Wochenenden");
            case OVERTIME ->
                pick("overtime", "Überstunden")
                        + (asQuestion ? "" : pick(" (beyond 8 h of work a day)", " (über 8 h Arbeit am Tag)"));
            case OVERTIME_DAYS -> pick("number of days with overtime", "Anzahl der Tage mit Überstunden");
            case LONGEST_DAY -> pick("longest workday", "längster Arbeitstag");
            case BREAKS -> pick("number of breaks", "Anzahl der Pausen") + least;
            case BREAKS_A_DAY -> pick("number of breaks per day", "Anzahl der Pausen pro Tag") + least;
            case BREAK_TOTAL -> pick("total break time", "gesamte Pausenzeit") + least;
            case BREAK_MEAN -> pick("average duration of breaks", "durchschnittliche Dauer der Pausen") + least;
            case BREAK_LONGEST -> pick("longest break", "längste Pause") + least;
            case STRETCH -> pick("longest time without a break", "längste Zeit ohne Pause") + least;
            case FOCUS -> pick("number of focus sessions", "Anzahl der Fokusphasen") + of + least;
            case FOCUS_TOTAL -> my + pick("focus time", "Fokuszeit") + of + least;
            case FOCUS_LONGEST -> pick("longest focus session", "längste Fokusphase") + of + least;
            case FOCUS_MEAN -> pick("average focus session", "durchschnittliche Fokusphase") + of + least;
            case SWITCHES -> switches(reading) + grouped(reading);
            case SWITCHES_AN_HOUR -> switches(reading) + pick(" per hour", " pro Stunde");
            case KEYBOARD -> pick("keyboard use", "Tastaturnutzung") + of + grouped(reading);
            case MOUSE -> pick("mouse use", "Mausnutzung") + of + grouped(reading);
            case MICROPHONE -> pick("microphone use", "Mikrofonnutzung") + of + grouped(reading);
            case VOICE -> pick("voice time", "Redezeit") + of + grouped(reading);
            case LOUDNESS -> pick("loudness", "Lautstärke") + of + grouped(reading);
            case TIMELINE -> pick("timeline of the day", "Tagesablauf");
            case SPANS -> pick("when", "wann") + of;
            case AT ->
                pick("what was ", "was war ")
                        + words(reading.when())
                        + pick(" at ", " um ")
                        + reading.clock().map(Object::toString).orElse("")
                        + pick("", " Uhr");
            case LAST_TIME -> pick("last time", "zuletzt") + of;
            case FIRST_TIME -> pick("first time", "zum ersten Mal") + of;
            case MODES -> pick("which modes are there", "welche Modi gibt es");
            case APPS -> pick("which apps are there", "welche Apps gibt es");
            case LOG_START -> pick("oldest entry", "älteste Aufzeichnung");
            case BALANCE -> my + pick("work-life balance", "Work-Life-Balance");
            case SUMMARY -> my + pick("summary", "Zusammenfassung");
        };
    }

    private String span(When when, boolean asQuestion) {
        return asQuestion ? words(when) : period(when);
    }

    private String switches(Reading reading) {
        return reading.grouping().equals(Optional.of(Grouping.MODE))
                ? pick("mode switches", "Moduswechsel")
                : pick("app switches", "App-Wechsel");
    }
}
