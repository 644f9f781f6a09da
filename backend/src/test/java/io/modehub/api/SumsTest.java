package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sums over time entered by hand, whose length is known to the millisecond. */
class SumsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private Rest person;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void theDayTheClocksGoForwardHas23Hours() {
        workAllDay(LocalDate.of(2025, 3, 30), "Europe/Berlin");

        Map<String, Long> hours = rows("hour", "Europe/Berlin");
        assertThat(hours)
                .hasSize(23)
                .doesNotContainKey("2")
                .containsEntry("1", HOUR)
                .containsEntry("3", HOUR);
        assertThat(rows("day", "Europe/Berlin")).containsExactly(Map.entry("2025-03-30", 23 * HOUR));
    }

    @Test
    void theDayTheClocksGoBackHas25Hours() {
        workAllDay(LocalDate.of(2025, 10, 26), "Europe/Berlin");

        Map<String, Long> hours = rows("hour", "Europe/Berlin");
        assertThat(hours).hasSize(24).containsEntry("2", 2 * HOUR);
        assertThat(rows("day", "Europe/Berlin")).containsExactly(Map.entry("2025-10-26", 25 * HOUR));
    }

    @Test
    void hoursAreTheGivenZonesEvenWhereTheyBeginAtHalfPast() {
        label("2025-06-02T03:15:00Z", "2025-06-02T04:45:00Z", "Work");

        assertThat(rows("hour", "Asia/Kolkata"))
                .containsExactly(Map.entry("8", HOUR / 4), Map.entry("9", HOUR), Map.entry("10", HOUR / 4));
        assertThat(rows("hour", "UTC")).containsExactly(Map.entry("3", HOUR * 3 / 4), Map.entry("4", HOUR * 3 / 4));
    }

    @Test
    void theProfilesZoneIsTheUsualOne() {
        person.patch("me", JsonObject.of("timezone", "Asia/Kolkata"));
        label("2025-06-02T19:00:00Z", "2025-06-02T20:00:00Z", "Work");

        JsonObject sum = person.get("summary?groupBy=day&from=2025-06-01T00:00:00Z&to=2025-06-09T00:00:00Z")
                .json();

        assertThat(sum.getString("timezone")).isEqualTo("Asia/Kolkata");
        assertThat(sum.getJsonArray("rows").getJsonObject(0).getString("key")).isEqualTo("2025-06-03");
    }

    @Test
    void weekdaysBeginWithMondayAndWeeksAndMonthsAreNamed() {
        label("2024-12-30T10:00:00Z", "2024-12-30T11:00:00Z", "Work");
        label("2025-01-05T10:00:00Z", "2025-01-05T12:00:00Z", "Work");

        assertThat(rows("weekday", "UTC")).containsExactly(Map.entry("1", HOUR), Map.entry("7", 2 * HOUR));
        assertThat(rows("week", "UTC")).containsExactly(Map.entry("2025-W01", 3 * HOUR));
        assertThat(rows("month", "UTC")).containsExactly(Map.entry("2024-12", HOUR), Map.entry("2025-01", 2 * HOUR));
    }

    @Test
    void awayIsCoveredAndNotActive() {
        label("2025-06-02T10:00:00Z", "2025-06-02T11:00:00Z", "Work");
        label("2025-06-02T11:00:00Z", "2025-06-02T13:00:00Z", "Away");

        JsonObject sum = sum("mode", "UTC");
        assertThat(rows("mode", "UTC")).containsExactly(Map.entry("Work", HOUR));
        assertThat(sum.getLong("totalMs")).isEqualTo(HOUR);
        assertThat(sum.getLong("coverageMs")).isEqualTo(3 * HOUR);
    }

    @Test
    void modesComeLongestFirst() {
        label("2025-06-02T10:00:00Z", "2025-06-02T11:00:00Z", "Work");
        label("2025-06-02T12:00:00Z", "2025-06-02T14:00:00Z", "Relax");

        assertThat(rows("mode", "UTC")).containsExactly(Map.entry("Relax", 2 * HOUR), Map.entry("Work", HOUR));
    }

    @Test
    void anIntervalHoldsItsStartAndNotItsEnd() {
        label("2025-06-02T10:00:00Z", "2025-06-02T11:00:00Z", "Work");

        assertThat(between("2025-06-02T10:15:00Z", "2025-06-02T10:30:00Z")).isEqualTo(HOUR / 4);
        assertThat(between("2025-06-02T09:00:00Z", "2025-06-02T10:00:00Z")).isZero();
        assertThat(between("2025-06-02T11:00:00Z", "2025-06-02T12:00:00Z")).isZero();
        assertThat(between("2025-06-02T12:15:00%2B02:00", "2025-06-02T12:30:00%2B02:00"))
                .isEqualTo(HOUR / 4);
    }

    @Test
    void oneModeCanBeAskedForByItsNameWhateverTheCase() {
        label("2025-06-02T10:00:00Z", "2025-06-02T11:00:00Z", "Work");
        label("2025-06-02T12:00:00Z", "2025-06-02T14:00:00Z", "Relax");

        JsonObject sum = person.get("summary?groupBy=hour&mode=relax&from=2025-06-01T00:00:00Z&to=2025-06-09T00:00:00Z")
                .json();
        assertThat(sum.getLong("totalMs")).isEqualTo(2 * HOUR);
    }

    @Test
    void aModesNameMayHoldWhatAddressesEscape() {
        person.post("modes", JsonObject.of("name", "100% + a%2Fb", "colour", "#123456"));
        label("2025-06-02T10:00:00Z", "2025-06-02T11:00:00Z", "100% + a%2Fb");

        Rest.Answer sum = person.get("summary?mode=100%25%20%2B%20a%252Fb&from=2025-06-01T00:00:00Z&to=2025-06-09T00:00:00Z");
        assertThat(sum.status()).as(sum.body()).isEqualTo(200);
        assertThat(sum.json().getLong("totalMs")).isEqualTo(HOUR);
    }

    private void workAllDay(LocalDate day, String zone) {
        label(
                day.atStartOfDay(ZoneId.of(zone)).toInstant().toString(),
                day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant().toString(),
                "Work");
    }

    private void label(String from, String to, String mode) {
        assertThat(person.post("labels", JsonObject.of("from", from, "to", to, "mode", mode))
                        .status())
                .isEqualTo(201);
    }

    private long between(String from, String to) {
        return person.get("summary?from=" + from + "&to=" + to).json().getLong("totalMs");
    }

    private JsonObject sum(String groupBy, String zone) {
        return person.get("summary?groupBy=" + groupBy + "&timezone=" + zone
                        + "&from=2024-12-01T00:00:00Z&to=2025-12-01T00:00:00Z")
                .json();
    }

    private Map<String, Long> rows(String groupBy, String zone) {
        Map<String, Long> rows = new LinkedHashMap<>();
        JsonObject sum = sum(groupBy, zone);
        sum.getJsonArray("rows")
                .forEach(row -> rows.put(((JsonObject) row).getString("key"), ((JsonObject) row).getLong("activeMs")));
        assertThat(rows.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(sum.getLong("totalMs"));
        return rows;
    }
}
