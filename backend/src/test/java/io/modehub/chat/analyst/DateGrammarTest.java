package io.modehub.chat.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.Times.PlacedPart;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateGrammarTest {
    private static Times times(String text, boolean habitual) {
        Words words = Words.of(text);
        DateGrammar dates = new DateGrammar(Fixed.CALENDAR, text.matches(".*[a-z]/.*"));
        List<PlacedPart> parts = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Found found = dates.at(words, at);
            if (found == null) {
                at++;
                continue;
            }
            int from = at;
            found.parts().forEach(part -> parts.add(new PlacedPart(part, from)));
            at = found.end();
        }
        return Times.of(parts, Fixed.CALENDAR, habitual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    heute | 2026-11-18 | 2026-11-19
                    gestern | 2026-11-17 | 2026-11-18
                    vorgestern | 2026-11-16 | 2026-11-17
                    the day before yesterday | 2026-11-16 | 2026-11-17
                    letzten Dienstag | 2026-11-17 | 2026-11-18
                    last Wednesday | 2026-11-11 | 2026-11-12
                    am Mittwoch | 2026-11-11 | 2026-11-12
                    vorletzten Montag | 2026-11-09 | 2026-11-10
                    diesen Montag | 2026-11-16 | 2026-11-17
                    Dienstag letzter Woche | 2026-11-10 | 2026-11-11
                    letzte Woche Freitag | 2026-11-13 | 2026-11-14
                    diese Woche | 2026-11-16 | 2026-11-23
                    in der letzten Woche | 2026-11-09 | 2026-11-16
                    vorletzte Woche | 2026-11-02 | 2026-11-09
                    the past week | 2026-11-12 | 2026-11-19
                    KW 47 | 2026-11-16 | 2026-11-23
                    KW 48 | 2025-11-24 | 2025-12-01
                    in week 1 | 2025-12-29 | 2026-01-05
                    Woche 53 2020 | 2020-12-28 | 2021-01-04
                    calendar week 45 of 2026 | 2026-11-02 | 2026-11-09
                    die 45. KW | 2026-11-02 | 2026-11-09
                    im März | 2026-03-01 | 2026-04-01
                    im Dezember | 2025-12-01 | 2026-01-01
                    March 2026 | 2026-03-01 | 2026-04-01
                    letzten Monat | 2026-10-01 | 2026-11-01
                    letzten November | 2025-11-01 | 2025-12-01
                    dieses Jahr | 2026-01-01 | 2027-01-01
                    2025 | 2025-01-01 | 2026-01-01
                    am 3. November | 2026-11-03 | 2026-11-04
                    3.11. | 2026-11-03 | 2026-11-04
                    03.11.2026 | 2026-11-03 | 2026-11-04
                    3.12. | 2025-12-03 | 2025-12-04
                    am dritten November | 2026-11-03 | 2026-11-04
                    2026-11-03 | 2026-11-03 | 2026-11-04
                    March 3rd | 2026-03-03 | 2026-03-04
                    on the 3rd of March, 2026 | 2026-03-03 | 2026-03-04
                    November 3, 2026 | 2026-11-03 | 2026-11-04
                    on 10/31/2026 | 2026-10-31 | 2026-11-01
                    am 29.2. | 2024-02-29 | 2024-03-01
                    seit Montag | 2026-11-16 | 2026-11-19
                    seit dem 1. Oktober | 2026-10-01 | 2026-11-19
                    since last week | 2026-11-09 | 2026-11-19
                    seit 3 Wochen | 2026-10-29 | 2026-11-19
                    vom 1. bis 15. Oktober | 2026-10-01 | 2026-10-16
                    from October 1 to October 15 | 2026-10-01 | 2026-10-16
                    October 1-15 | 2026-10-01 | 2026-10-16
                    vom 24.12. bis 2.1. | 2025-12-24 | 2026-01-03
                    von März bis Mai | 2026-03-01 | 2026-06-01
                    von Oktober bis März | 2025-10-01 | 2026-04-01
                    von Montag bis Mittwoch letzter Woche | 2026-11-09 | 2026-11-12
                    zwischen dem 1. und 15. Oktober | 2026-10-01 | 2026-10-16
                    in den letzten 3 Wochen | 2026-10-29 | 2026-11-19
                    in den letzten zehn Tagen | 2026-11-09 | 2026-11-19
                    the last two months | 2026-09-19 | 2026-11-19
                    vor drei Tagen | 2026-11-15 | 2026-11-16
                    two weeks ago | 2026-11-02 | 2026-11-09
                    heute vor einer Woche | 2026-11-11 | 2026-11-12
                    letztes Quartal | 2026-07-01 | 2026-10-01
                    Q3 | 2026-07-01 | 2026-10-01
                    im 1. Quartal 2026 | 2026-01-01 | 2026-04-01
                    im Sommer | 2026-06-01 | 2026-09-01
                    letzten Winter | 2025-12-01 | 2026-03-01
                    letztes Wochenende | 2026-11-14 | 2026-11-16
                    am Wochenende | 2026-11-14 | 2026-11-16
                    Anfang November | 2026-11-01 | 2026-11-11
                    Ende Februar | 2026-02-21 | 2026-03-01
                    insgesamt | 2025-11-19 | 2026-11-19
                    an Weihnachten | 2025-12-24 | 2025-12-27
                    """)
    void understandsStretches(String text, String from, String until) {
        Times times = times(text, false);

        assertThat(times.whens()).as(text).hasSize(1);
        assertThat(times.whens().get(0).when().from()).as(text).hasToString(from);
        assertThat(times.whens().get(0).when().until()).as(text).hasToString(until);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zwischen 9 und 12 Uhr | 9 | 12
                    between 9 and noon | 9 | 12
                    von 9 bis 17 Uhr | 9 | 17
                    9-12 Uhr | 9 | 12
                    from 9 to 5 | 9 | 17
                    nach 18 Uhr | 18 | 24
                    after 6pm | 18 | 24
                    after 6 | 18 | 24
                    vor 9 | 0 | 9
                    before 9am | 0 | 9
                    ab 20 Uhr | 20 | 24
                    morgens | 6 | 12
                    am Nachmittag | 12 | 18
                    in the evening | 18 | 24
                    nachts | 22 | 6
                    nach Mitternacht | 0 | 6
                    morgens vor 8 | 0 | 8
                    zwischen 22 und 6 Uhr | 22 | 6
                    """)
    void understandsHours(String text, int from, int to) {
        assertThat(times(text, false).hours()).as(text).containsExactly(new Hours(from, to));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    um 15 Uhr | 15:00
                    at 3pm | 15:00
                    um 15:30 | 15:30
                    at noon | 12:00
                    15 Uhr 45 | 15:45
                    """)
    void understandsMoments(String text, String time) {
        assertThat(times(text, false).clock().map(Object::toString)).as(text).contains(time);
    }

    @Test
    void keepsDaysOfTheWeekAsFiltersWhereTheyRecur() {
        assertThat(times("montags", false).weekdays()).containsExactly(DayOfWeek.MONDAY);
        assertThat(times("on weekends", false).weekdays()).containsExactly(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(times("werktags", false).weekdays()).hasSize(5);
        assertThat(times("am Wochenende", true).weekdays()).hasSize(2);
        assertThat(times("am Montag im Oktober", false).weekdays()).containsExactly(DayOfWeek.MONDAY);
    }

    @Test
    void knowsWhatIsAheadAndWhatCannotBe() {
        assertThat(times("morgen", false).ahead()).isTrue();
        assertThat(times("nächste Woche", false).ahead()).isTrue();
        assertThat(times("am 3.12.2026", false).ahead()).isTrue();
        assertThat(times("heute morgen", false).ahead()).isFalse();
        assertThat(times("31.2.2026", false).impossible()).isTrue();
        assertThat(times("KW 53 2026 2", false).impossible()).isFalse();
        assertThat(times("zwischen 9:30 und 10:15", false).impossible()).isTrue();
    }

    @Test
    void offersTheOtherDayWhereLastTuesdayMayBeLastWeeks() {
        assertThat(times("letzten Dienstag", false).other()).contains(When.day(Fixed.TODAY.minusDays(8)));
        assertThat(times("letzten Freitag", false).other()).isEmpty();
    }
}
