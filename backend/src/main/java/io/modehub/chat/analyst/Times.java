package io.modehub.chat.analyst;

import io.modehub.chat.analyst.TimePart.Ahead;
import io.modehub.chat.analyst.TimePart.Clock;
import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Earlier;
import io.modehub.chat.analyst.TimePart.Impossible;
import io.modehub.chat.analyst.TimePart.Part;
import io.modehub.chat.analyst.TimePart.Range;
import io.modehub.chat.analyst.TimePart.Which;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a question says about time, all of it together.
 *
 * @param whens in the question's order
 * @param hours as many as it names
 * @param evening whether the only hours are the word "abends"
 * @param weekdays that alone count; empty: all
 * @param dayGroups the weekdays as they were named, one group a name
 * @param weekend whether {@code weekdays} came from the word
 * @param partOfDay whether all hours came from words such as "morgens"
 * @param other another reading of the only day named
 * @param earlier whether it speaks of a period one earlier than the first, and where
 */
record Times(
        List<Placed> whens,
        List<Hours> hours,
        boolean evening,
        List<DayOfWeek> weekdays,
        List<List<DayOfWeek>> dayGroups,
        boolean weekend,
        boolean partOfDay,
        Optional<LocalTime> clock,
        Optional<When> other,
        Optional<Integer> earlier,
        boolean ahead,
        boolean impossible) {

    /** A stretch and the word it begins at. */
    record Placed(When when, int at) {}

    /** A part and the word it begins at. */
    record PlacedPart(TimePart part, int at) {}

    static Times of(List<PlacedPart> parts, Calendar calendar, boolean habitual) {
        return new Builder(calendar, habitual).build(parts);
    }

    Optional<When> first() {
        return whens.isEmpty() ? Optional.empty() : Optional.of(whens.get(0).when());
    }

    private static final class Builder {
        private final Calendar calendar;
        private final boolean habitual;
        private final List<Placed> whens = new ArrayList<>();
        private final List<Hours> hours = new ArrayList<>();
        private final List<DayOfWeek> weekdays = new ArrayList<>();
        private final List<List<DayOfWeek>> dayGroups = new ArrayList<>();
        private boolean weekend;
        private Optional<LocalTime> clock = Optional.empty();
        private Optional<When> other = Optional.empty();
        private Optional<Integer> earlier = Optional.empty();
        private boolean ahead;
        private boolean impossible;

        Builder(Calendar calendar, boolean habitual) {
            this.calendar = calendar;
            this.habitual = habitual;
        }

        Times build(List<PlacedPart> parts) {
            boolean strong = parts.stream().anyMatch(one -> one.part() instanceof Range range && !range.weak());
            boolean exact = parts.stream().anyMatch(one -> one.part() instanceof Part part && !part.word());
            List<PlacedPart> days = new ArrayList<>();
            for (PlacedPart placed : parts) {
                TimePart part = placed.part();
                if (part instanceof Range range && !(range.weak() && (strong || !whens.isEmpty()))) {
                    whens.add(new Placed(range.when(), placed.at()));
                } else if (part instanceof Days) {
                    days.add(placed);
                } else if (part instanceof Part some && !hours.contains(some.hours()) && !(some.word() && exact)) {
                    hours.add(some.hours());
                } else if (part instanceof Clock at) {
                    clock = Optional.of(at.at());
                }
                ahead |= part instanceof Ahead;
                impossible |= part instanceof Impossible;
                earlier = part instanceof Earlier ? Optional.of(placed.at()) : earlier;
            }
            days.forEach(placed -> add((Days) placed.part(), placed.at(), parts));
            ahead |= whens.stream().anyMatch(placed -> placed.when().from().isAfter(calendar.today()));
            whens.sort((a, b) -> Integer.compare(a.at(), b.at()));
            return new Times(
                    distinct(whens),
                    List.copyOf(hours),
                    !exact && hours.equals(List.of(Hours.EVENING)),
                    List.copyOf(weekdays),
                    List.copyOf(dayGroups),
                    weekend,
                    !exact && !hours.isEmpty(),
                    clock,
                    other,
                    earlier,
                    ahead,
                    impossible);
        }

        private void add(Days days, int at, List<PlacedPart> parts) {
            Optional<Placed> week = whens.stream()
                    .filter(placed -> placed.when().days() == 7)
                    .filter(placed -> placed.when()
                            .equals(calendar.named(
                                    CalendarWords.Unit.WEEK, placed.when().from())))
                    .findFirst();
            boolean filter = days.which() == Which.EVERY
                    || (days.which() == Which.BARE
                            && (habitual
                                    || (week.isEmpty()
                                            && whens.stream()
                                                    .anyMatch(one -> one.when().days() > 7))));
            if (days.which() == Which.BARE && week.isPresent() && !parts.isEmpty()) {
                whens.remove(week.get());
                whens.add(new Placed(within(days.days(), week.get().when().from()), at));
            } else if (filter) {
                dayGroups.add(days.days());
                weekend |= days.days().equals(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
                days.days().stream().filter(day -> !weekdays.contains(day)).forEach(weekdays::add);
                weekdays.sort(null);
            } else {
                When named = dated(days);
                whens.add(new Placed(named, at));
            }
        }

        private static When within(List<DayOfWeek> days, LocalDate weekFrom) {
            LocalDate first = next(weekFrom, days.get(0));
            return new When(first, next(first, days.get(days.size() - 1)).plusDays(1));
        }

        private static LocalDate next(LocalDate from, DayOfWeek day) {
            return from.plusDays(
                    Math.floorMod(day.getValue() - from.getDayOfWeek().getValue(), 7));
        }

        private When dated(Days days) {
            DayOfWeek last = days.days().get(days.days().size() - 1);
            LocalDate weekFrom = calendar.week().from();
            if (days.which() == Which.THIS) {
                return within(days.days(), weekFrom);
            }
            boolean atWeekend = (days.days().size() == 2 && calendar.today().getDayOfWeek() == DayOfWeek.SATURDAY)
                    || calendar.today().getDayOfWeek() == last;
            LocalDate end =
                    days.days().size() == 2 && atWeekend ? next(calendar.today(), last) : calendar.latestBefore(last);
            if (days.which() == Which.BEFORE_LAST) {
                end = end.minusWeeks(1);
            }
            LocalDate start = end.minusDays(days.days().size() - 1L);
            if (days.days().size() == 1) {
                boolean thisWeek = !end.isBefore(weekFrom);
                boolean isToday = calendar.today().getDayOfWeek() == last && days.which() == Which.BARE;
                other = isToday
                        ? Optional.of(When.day(calendar.today()))
                        : thisWeek && days.which() == Which.LAST ? Optional.of(When.day(end.minusWeeks(1))) : other;
            }
            return new When(start, end.plusDays(1));
        }

        private static List<Placed> distinct(List<Placed> whens) {
            List<Placed> distinct = new ArrayList<>();
            for (Placed placed : whens) {
                if (distinct.stream().noneMatch(one -> one.when().equals(placed.when()))) {
                    distinct.add(placed);
                }
            }
            return distinct;
        }
    }
}
