package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of words about a mode that is no more. */
class DeletedModeTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Rest person = HUB.newcomer(Role.CONTRIBUTOR);
    private final Instant start = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);

    @Test
    void teachTheModeThatGotItsTime() {
        int focus = person.post("modes", JsonObject.of("name", "Focus")).json().getInteger("id");
        JsonArray activities = new JsonArray();
        for (int minute = 0; minute < 30; minute++) {
            activities.add(JsonObject.of(
                    "at",
                    start.plusSeconds(60L * minute),
                    "durationMs",
                    60_000,
                    "app",
                    "vim",
                    "mouse",
                    0,
                    "keyboard",
                    5));
        }
        assertThat(person.post("activities", activities).status()).isEqualTo(200);
        JsonObject label = JsonObject.of("from", start, "to", start.plusSeconds(1_200), "mode", "Focus");
        assertThat(person.post("labels", label).status()).isEqualTo(201);
        assertThat(learned()).hasSize(20).extracting(TrainingLine::mode).containsOnly("Focus");

        int work = person.get("modes").items().stream()
                .map(JsonObject.class::cast)
                .filter(mode -> mode.getString("name").equals("Work"))
                .mapToInt(mode -> mode.getInteger("id"))
                .findFirst()
                .orElseThrow();
        assertThat(person.delete("modes/" + focus + "?moveTo=" + work).status()).isEqualTo(204);

        assertThat(learned()).hasSize(20).extracting(TrainingLine::mode).containsOnly("Work");
    }

    private List<TrainingLine> learned() {
        return TrainingCsv.read(
                person.get("models/table").body().getBytes(java.nio.charset.StandardCharsets.UTF_8), ZoneOffset.UTC);
    }
}
