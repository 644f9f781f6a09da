package io.modehub.chat.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of time, on a Wednesday. */
class PeriodsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-18T14:20:00Z");

    private static Period resolve(String word, Language language) {
        return new Periods(BERLIN, NOW, DayOfWeek.MONDAY, language, Optional.of(LocalDate.of(2025, 11, 19)))
                .resolve("period", word);
    }

    @ParameterizedTest
    @CsvSource({
        "today, 2026-11-18T00:00, 2026-11-19T00:00",
        "yesterday, 2026-11-17T00:00, 2026-11-18T00:00",
        "this_week, 2026-11-16T00:00, 2026-11-23T00:00",
        "last_week, 2026-11-09T00:00, 2026-11-16T00:00",
        "this_month, 2026-11-01T00:00, 2026-12-01T00:00",
        "last_month, 2026-10-01T00:00, 2026-11-01T00:00",
        "this_year, 2026-01-01T00:00, 2027-01-01T00:00",
        "last_year, 2025-01-01T00:00, 2026-01-01T00:00",
        "Last_7_Days, 2026-11-12T00:00, 2026-11-19T00:00",
        "last_1_day, 2026-11-18T00:00, 2026-11-19T00:00",
        "all, 2025-11-19T00:00, 2026-11-19T00:00",
        "2026, 2026-01-01T00:00, 2027-01-01T00:00",
        "2026-10, 2026-10-01T00:00, 2026-11-01T00:00",
        "2026-W01, 2025-12-29T00:00, 2026-01-05T00:00",
        "2026-W53, 2026-12-28T00:00, 2027-01-04T00:00",
        "2026-11-03, 2026-11-03T00:00, 2026-11-04T00:00",
        "2026-11-03/2026-11-05, 2026-11-03T00:00, 2026-11-06T00:00",
        "2026-11-03T18:00/2026-11-04T02:30, 2026-11-03T18:00, 2026-11-04T02:30",
    })
    void areResolvedInTheZone(String word, String from, String to) {
        Period period = resolve(word, Language.ENGLISH);

        assertThat(period.from().atZone(BERLIN).toLocalDateTime()).hasToString(from);
        assertThat(period.to().atZone(BERLIN).toLocalDateTime()).hasToString(to);
        assertThat(period.complete()).isEqualTo(!period.to().isAfter(NOW));
    }

    @Test
    void daysOfChangedClocksHaveTheirOwnLength() {
        assertThat(length("2026-03-29")).isEqualTo(Duration.ofHours(23));
        assertThat(length("2026-10-25")).isEqualTo(Duration.ofHours(25));
    }

    private static Duration length(String day) {
        Period period = resolve(day, Language.ENGLISH);
        return Duration.between(period.from(), period.to());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last_week|last week (Nov 9 – 15, 2026)|letzte Woche (09.–15.11.2026)",
                "today|today (Nov 18, 2026)|heute (18.11.2026)",
                "last_30_days|last 30 days (Oct 20 – Nov 18, 2026)|letzte 30 Tage (20.10.–18.11.2026)",
                "2026-W48|week 48 (Nov 23 – 29, 2026)|KW 48 (23.–29.11.2026)",
                "2026-03|March 2026|März 2026",
                "2026-11-17T18:00/2026-11-17T20:00|Nov 17, 2026 18:00 – 20:00|17.11.2026 18:00 – 20:00",
                "all|the whole log (Nov 19, 2025 – Nov 18, 2026)|das ganze Protokoll (19.11.2025–18.11.2026)",
            })
    void areCalledWhatPeopleCallThem(String word, String english, String german) {
        assertThat(resolve(word, Language.ENGLISH).label()).isEqualTo(english);
        assertThat(resolve(word, Language.GERMAN).label()).isEqualTo(german);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "last_0_days",
                "last_9999_days",
                "2026-W54",
                "2025-W53",
                "2026-13",
                "2026-02-30",
                "2026-11-05/2026-11-03",
                "1000/2026",
                "2026-11-03T18:00",
                "9999999-01-01",
                "0001-01-01/2026-01-01",
                "x/y",
                "/"
            })
    void areRefusedWithTheRemedyWhereTheyMakeNoSense(String word) {
        assertThatThrownBy(() -> resolve(word, Language.ENGLISH))
                .isInstanceOf(ToolFault.class)
                .hasMessageContaining("period must be");
    }
}
