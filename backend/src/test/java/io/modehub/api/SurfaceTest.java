package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there for everybody: health, figures, the document, the page, and the headers that guard them. */
class SurfaceTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @Test
    void aHubThatRunsIsAliveAndReady() {
        JsonObject live = HUB.nobody().get("/health/live").json();
        assertThat(live.fieldNames()).containsExactly("status", "version", "commit");
        Rest.Answer ready = HUB.nobody().get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().getJsonArray("reasons")).isEmpty();
    }

    @Test
    void theFiguresAreInPrometheusFormat() {
        Rest.Answer metrics = HUB.nobody().get("/metrics");

        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line ->
                        line.matches("[a-zA-Z_:][\\w:]*(\\{[^{}]*})? (-?\\d+(\\.\\d+)?(E-?\\d+)?|NaN|[+-]Inf)"));
        assertThat(metrics.body()).contains("hub_agent_links ", "hub_activities_received_total ");
    }

    @Test
    void theDocumentIsServedAsItIsWritten() {
        Rest.Answer document = HUB.nobody().get("openapi.yaml");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body()).startsWith("openapi: 3.1.0").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/health/live", "/api/v1/modes", "/nowhere", "/metrics"})
    void everyAnswerForbidsScriptsFromElsewhereAndFraming(String path) {
        Rest.Answer answer = HUB.nobody().get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void whatThePersonSeesIsKeptByNoCache() {
        assertThat(HUB.admin().get("me").header("Cache-Control")).isEqualTo("no-store");
        assertThat(HUB.nobody().get("/").header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void theProfileChangesWhatIsGivenAndKeepsTheRest() {
        Rest person = HUB.admin();
        JsonObject before = person.get("me").json();

        JsonObject after = person.patch("me", JsonObject.of("language", "de")).json();

        assertThat(after).isEqualTo(before.copy().put("language", "de"));
        assertThat(after.fieldNames())
                .containsExactlyInAnyOrder(
                        "id", "email", "name", "roles", "timezone", "language", "weekStart", "hasPassword", "granted");
    }

    @Test
    void classifyingStoresNothing() {
        JsonObject zoom = JsonObject.of(
                "durationMs",
                5_000,
                "app",
                "zoom",
                "audio",
                JsonArray.of(
                        JsonObject.of("source", "microphone", "rmsDb", -30, "voice", 0.9, "inUse", true, "by", "zoom"),
                        JsonObject.of("source", "system", "rmsDb", -28, "voice", 0.8)));

        JsonObject answer =
                HUB.admin().post("classify", JsonArray.of(zoom, zoom)).array().getJsonObject(1);

        assertThat(answer.fieldNames())
                .containsExactlyInAnyOrder("mode", "confidence", "probabilities", "model", "reasons");
        assertThat(answer.getString("mode")).isEqualTo("Meeting");
        assertThat(answer.getJsonObject("probabilities").stream()
                        .map(Map.Entry::getValue)
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .sum())
                .isBetween(0.999, 1.001);
        assertThat(HUB.rows("select 1 from activities")).isEmpty();
    }
}
