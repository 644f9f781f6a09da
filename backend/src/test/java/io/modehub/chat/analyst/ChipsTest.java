package io.modehub.chat.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.tools.Language;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A chip is a promise: what it asks is answered as that, without asking back. */
class ChipsTest {
    private static final List<When> WHENS = List.of(
            When.day(Fixed.TODAY),
            When.day(Fixed.TODAY.minusDays(1)),
            When.day(Fixed.TODAY.minusDays(40)),
            When.upTo(Fixed.TODAY, 30),
            When.upTo(Fixed.TODAY, 90),
            Fixed.CALENDAR.week(),
            Fixed.CALENDAR.back(CalendarWords.Unit.WEEK, 3),
            When.month(Fixed.TODAY),
            When.month(Fixed.TODAY.minusMonths(1)),
            When.month(Fixed.TODAY.minusMonths(8)),
            When.year(2026),
            When.year(2025),
            When.quarter(Fixed.TODAY),
            When.quarter(Fixed.TODAY.minusMonths(4)),
            new When(Fixed.FIRST_DAY, Fixed.TODAY.plusDays(1)),
            new When(Fixed.TODAY.minusDays(20), Fixed.TODAY.minusDays(9)));

    private static final List<Filters> FILTERS = List.of(
            Filters.NONE,
            Filters.NONE.withMode("Work"),
            Filters.NONE.withMode("Lernen"),
            Filters.NONE.withApp("Google Chrome"),
            Filters.NONE.withMode("Work").withApp("Slack"),
            Filters.NONE.with(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
            Filters.NONE.with(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
            Filters.NONE.with(new Hours(18, 24)),
            Filters.NONE.withMode("Gaming").with(new Hours(22, 6)));

    private static List<Reading> readings(Metric metric) {
        List<Reading> readings = new ArrayList<>();
        for (When when : WHENS) {
            for (Filters filters : FILTERS) {
                Reading plain = Reading.of(metric, when, filters);
                if (metric == Metric.TOP || metric == Metric.LEAST || metric == Metric.SPLIT) {
                    List.of(Grouping.values()).forEach(by -> readings.add(plain.by(by)));
                } else if (metric == Metric.COMPARE) {
                    readings.add(plain.comparedWith(when.previous(), Reading.Ask.PLAIN));
                    readings.add(plain.comparedWith(when.previous(), Reading.Ask.PLAIN)
                            .by(Grouping.MODE));
                } else if (metric == Metric.VERSUS) {
                    readings.add(plain.with(filters.ofTimeOnly().withApp("Slack"))
                            .against(filters.ofTimeOnly().withApp("Code"), Reading.Ask.PLAIN));
                } else if (metric == Metric.AT) {
                    readings.add(plain.at(LocalTime.of(15, 30)));
                } else {
                    readings.add(plain);
                }
            }
        }
        return readings;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyChipIsReadAsWhatItStandsFor(Metric metric) {
        int offered = 0;
        for (Language language : Language.values()) {
            Chips chips = new Chips(Fixed.READER, Fixed.describer(language), language, Language.GERMAN);
            for (Reading reading : readings(metric)) {
                for (Chip chip : chips.of(List.of(reading), Optional.empty())) {
                    offered++;
                    Outcome outcome = Fixed.READER.read(Words.of(chip.question()), language, Optional.empty());
                    assertThat(outcome).as(chip.question()).isInstanceOf(Understood.class);
                    assertThat(((Understood) outcome).reading().means(reading))
                            .as(chip.question())
                            .isTrue();
                }
            }
        }
        assertThat(offered).as("chips of " + metric).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void plainReadingsAllHaveAChipWhateverThePersonsLanguage(Language language) {
        for (Language own : Language.values()) {
            Chips chips = new Chips(Fixed.READER, Fixed.describer(language), language, own);
            for (When when : WHENS) {
                for (Metric metric : List.of(
                        Metric.TOTAL,
                        Metric.AVERAGE,
                        Metric.DAYS,
                        Metric.BREAKS,
                        Metric.OVERTIME,
                        Metric.FOCUS,
                        Metric.FOCUS_TOTAL,
                        Metric.SUMMARY,
                        Metric.BALANCE)) {
                    if (when.notAfter(Fixed.TODAY).days() <= metric.mostDays()) {
                        Reading reading = Reading.of(metric, when, Filters.NONE);
                        assertThat(chips.of(List.of(reading), Optional.empty()))
                                .as(own + ": " + Fixed.describer(language).question(reading))
                                .hasSize(1);
                    }
                }
            }
        }
    }
}
