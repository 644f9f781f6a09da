package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goals are a person's own and one a mode, kind and stretch. */
class GoalsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private Rest person;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void aGoalSaidAgainIsReplaced() {
        put("Work", "atLeast", "day", Duration.ofHours(4));
        put("Meeting", "atMost", "day", Duration.ofHours(2));
        put("Work", "atLeast", "day", Duration.ofHours(5));

        assertThat(person.get("goals").items())
                .extracting(goal -> ((JsonObject) goal).getString("mode") + " "
                        + ((JsonObject) goal).getString("kind") + " "
                        + Duration.ofMillis(((JsonObject) goal).getLong("targetMs")))
                .containsExactly("Work atLeast PT5H", "Meeting atMost PT2H");
    }

    @Test
    void aGoalGoesWhenItIsDropped() {
        int id = put("Work", "atLeast", "week", Duration.ofHours(30)).json().getInteger("id");

        assertThat(HUB.newcomer(Role.CONTRIBUTOR).delete("goals/" + id).status())
                .as("a stranger's")
                .isEqualTo(404);
        assertThat(person.delete("goals/" + id).status()).isEqualTo(204);

        assertThat(person.get("goals").items()).isEmpty();
        assertThat(person.delete("goals/" + id).status()).isEqualTo(404);
    }

    @Test
    void goalsGoAlongInAnExportAndLeaveThoseThatAreThere() {
        put("Work", "atLeast", "day", Duration.ofHours(4));
        put("Meeting", "atMost", "week", Duration.ofHours(8));
        String file = person.get("export").body();
        person = HUB.newcomer(Role.CONTRIBUTOR);
        put("Work", "atLeast", "day", Duration.ofHours(6));

        JsonObject report = person.with("Content-Type", "multipart/form-data; boundary=b")
                .send(
                        "POST",
                        "import",
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" + file
                                + "\r\n--b--\r\n")
                .json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(person.get("goals").items())
                .extracting(goal -> ((JsonObject) goal).getString("mode") + " "
                        + ((JsonObject) goal).getString("per") + " "
                        + Duration.ofMillis(((JsonObject) goal).getLong("targetMs")))
                .containsExactly("Work day PT6H", "Meeting week PT8H");
    }

    @Test
    void aGoalThatNobodyCanReachIsRefused() {
        Rest.Answer tooLong = put("Work", "atLeast", "day", Duration.ofHours(25));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body()).contains("targetMs").contains("at most a day");
        assertThat(put("Away", "atLeast", "day", Duration.ofHours(1)).code()).isEqualTo("unknown_mode");
        assertThat(put("Knitting", "atLeast", "day", Duration.ofHours(1)).code())
                .isEqualTo("unknown_mode");
    }

    private Rest.Answer put(String mode, String kind, String per, Duration target) {
        return person.post(
                "goals", JsonObject.of("mode", mode, "kind", kind, "per", per, "targetMs", target.toMillis()));
    }
}
