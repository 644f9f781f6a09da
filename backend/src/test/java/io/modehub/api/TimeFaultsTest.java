package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong words about time: each has its code and its field, and changes nothing. */
class TimeFaultsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String ONE = "2026-03-02T13:00:00Z";

    private Rest person;
    private JsonObject before;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        assertThat(said("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z", "Work").status())
                .isEqualTo(201);
        before = state();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aLabelEndsAfterItBegins() {
        assertRefused(said(ONE, NOON, "Work"), 422, "invalid_value", "to");
        assertRefused(said(NOON, NOON, "Work"), 422, "invalid_value", "to");
    }

    @Test
    void aLabelHasAModeThatIsThere() {
        assertRefused(said(NOON, ONE, "Sleep"), 422, "unknown_mode", "mode");
    }

    @Test
    void aLabelIsAtMostAYearLong() {
        assertRefused(said("2024-03-02T12:00:00Z", ONE, "Work"), 422, "invalid_value", "to");
    }

    @Test
    void aLabelLiesInThePast() {
        Instant soon = Instant.now().plus(1, ChronoUnit.HOURS);
        assertRefused(said(NOON, soon.toString(), "Work"), 422, "invalid_value", "to");
    }

    @Test
    void aLabelIsOverOnesOwnAgent() {
        HubUnderTest.Device theirs = HUB.pair(HUB.newcomer(Role.CONTRIBUTOR));
        JsonObject label = JsonObject.of("from", NOON, "to", ONE, "mode", "Work", "agentId", theirs.id());
        assertRefused(person.post("labels", label), 404, "not_found", "agentId");
        assertRefused(person.post("labels", label.copy().put("agentId", "mine")), 404, "not_found", "agentId");
    }

    @Test
    void ofLabelsSaidTogetherOneBadOneRefusesAll() {
        JsonArray labels = JsonArray.of(
                JsonObject.of("from", NOON, "to", ONE, "mode", "Work"),
                JsonObject.of("from", NOON, "to", ONE, "mode", "Sleep"));
        assertRefused(person.post("labels", labels), 422, "unknown_mode", "1.mode");
        labels.getJsonObject(1).put("mode", "Relax").put("to", NOON);
        assertRefused(person.post("labels", labels), 422, "invalid_value", "1.to");
        assertRefused(person.post("labels", new JsonArray()), 400, "invalid_request", null);
    }

    @Test
    void whatWasTakenBackCantBeTakenBackAgain() {
        String label = said(NOON, ONE, "Relax").json().getValue("id").toString();
        JsonArray two = JsonArray.of(
                JsonObject.of("from", NOON, "to", ONE, "mode", "Work"),
                JsonObject.of("from", NOON, "to", ONE, "mode", "Gaming"));
        String batch = person.post("labels", two).json().getString("batchId");

        assertThat(person.delete("labels/" + label).status()).isEqualTo(204);
        assertThat(person.delete("labels/batches/" + batch).status()).isEqualTo(204);
        assertRefused(person.delete("labels/" + label), 404, "not_found", "id");
        assertRefused(person.delete("labels/batches/" + batch), 404, "not_found", "id");
        assertRefused(person.delete("labels/batches/none"), 404, "not_found", "id");
    }

    @Test
    void anothersLabelIsNotThere() {
        Rest other = HUB.newcomer(Role.CONTRIBUTOR);
        String label = other.post("labels", JsonObject.of("from", NOON, "to", ONE, "mode", "Work"))
                .json()
                .getValue("id")
                .toString();
        assertRefused(person.delete("labels/" + label), 404, "not_found", "id");
        assertRefused(person.patch("spans/l" + label, JsonObject.of("mode", "Work")), 404, "not_found", "id");
    }

    @ParameterizedTest
    @CsvSource({
        "from=1990-01-01T00:00:00Z&to=2990-01-01T00:00:00Z, 422, invalid_value, from",
        "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z, 422, invalid_value, from",
        "from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z, 422, invalid_value, from",
        "from=yesterday, 400, invalid_request, from",
        "timezone=Europe/Atlantis, 422, invalid_value, timezone",
        "mode=Sleep, 422, unknown_mode, mode",
        "agentId=00000000-0000-0000-0000-000000000000, 404, not_found, agentId",
    })
    void aSummaryIsOfATimeAndZoneThatAreThere(String query, int status, String code, String field) {
        assertRefused(person.get("summary?" + query), status, code, field);
    }

    @ParameterizedTest
    @CsvSource({"31, 30", ", 30"})
    void activitiesAreNotKeptLongerThanWhatIsMadeOfThem(Integer activitiesDays, Integer historyDays) {
        JsonObject kept = JsonObject.of("activitiesDays", activitiesDays, "historyDays", historyDays);
        assertRefused(person.put("me/retention", kept), 422, "invalid_value", "activitiesDays");
    }

    private Rest.Answer said(String from, String to, String mode) {
        return person.post("labels", JsonObject.of("from", from, "to", to, "mode", mode));
    }

    private JsonObject state() {
        return JsonObject.of(
                "labels",
                person.get("labels").items(),
                "retention",
                person.get("me/retention").json(),
                "sums",
                person.get("summary?groupBy=day&from=2023-01-01T00:00:00Z&to=2026-06-01T00:00:00Z&timezone=UTC")
                        .json());
    }

    private static void assertRefused(Rest.Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        if (field != null) {
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                    .isEqualTo(field);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("message"))
                    .isNotBlank();
        }
    }
}
