package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Activities by POST, and the prototype's two calls. */
class PostingTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private Rest script;

    @BeforeEach
    void meet() {
        script = HUB.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void whatIsAnsweredIsInEverySum() {
        Rest.Answer answer = script.post("activities", posted(start, null));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getInteger("accepted")).isEqualTo(1);
        assertThat(answer.json().getJsonArray("rejected")).isEmpty();
        assertThat(covered()).isEqualTo(5_000);
        assertThat(script.get("agents").items()).isNotEmpty();
    }

    @Test
    void badItemsAreNamedByTheirIndexAndTheirNeighboursAreKept() {
        JsonArray items = JsonArray.of(
                posted(start, null),
                posted(start.plusSeconds(5), null).put("mouse", 11),
                "no object",
                posted(Instant.now().plusSeconds(301), null),
                posted(start.plusSeconds(5), ""),
                posted(start.plusSeconds(5), null));

        JsonObject answer = script.post("activities", items).json();

        assertThat(answer.getInteger("accepted")).isEqualTo(2);
        assertThat(answer.getJsonArray("rejected"))
                .extracting(item -> ((JsonObject) item).getInteger("index"))
                .containsExactly(1, 2, 3, 4);
        assertThat(kept()).hasSize(2);
    }

    @Test
    void anItemWithAnIdIsTakenOnce() {
        JsonArray twice = JsonArray.of(posted(start, "a"), posted(start, "a"));
        script.post("activities", twice);
        JsonObject again =
                script.post("activities", posted(start.plusSeconds(5), "a")).json();

        assertThat(again.getInteger("accepted")).isEqualTo(1);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void anIdIsTakenOnceHoweverManySendItAtOnce() {
        List<CompletableFuture<JsonObject>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> script.post("activities", posted(start, "same")).json()))
                .toList();

        assertThat(answers).extracting(CompletableFuture::join).allSatisfy(answer -> assertThat(
                        answer.getJsonArray("rejected"))
                .isEmpty());
        assertThat(kept()).hasSize(1);
    }

    @Test
    void theSameIdOfAnotherPersonIsAnotherItem() {
        script.post("activities", posted(start, "a"));
        Rest other = HUB.newcomer(Role.CONTRIBUTOR);
        other.post("activities", posted(start, "a"));

        assertThat(other.get("activities?from=" + start.minusSeconds(60)).items())
                .hasSize(1);
    }

    @Test
    void oldDataFindsItsPlaceBehindNewer() {
        script.post("activities", posted(start, null));
        script.post("activities", posted(start.minusSeconds(86_400 * 400L), null));
        script.post("activities", posted(start.minusSeconds(5), null));

        assertThat(covered()).isEqualTo(10_000);
        assertThat(script.get("spans?from=" + start.minusSeconds(3_600)).items())
                .hasSize(1);
        Instant longAgo = start.minusSeconds(86_400 * 400L);
        assertThat(script.get("summary?from=" + longAgo + "&to=" + longAgo.plusSeconds(60))
                        .json()
                        .getLong("totalMs"))
                .isEqualTo(5_000);
    }

    @Test
    void anHourAtOnceIsAllowedAndMoreIsNot() {
        JsonObject hour = posted(start, null).put("durationMs", 3_600_000);
        JsonObject more = posted(start, null).put("durationMs", 3_600_001);

        assertThat(script.post("activities", JsonArray.of(hour, more)).json().getInteger("accepted"))
                .isEqualTo(1);
    }

    @Test
    void aThousandAtOnceAreAllowedAndMoreAreNot() {
        JsonArray thousand = new JsonArray();
        for (int i = 0; i < 1_000; i++) {
            thousand.add(posted(start.plusSeconds(5L * i), null));
        }

        assertThat(script.post("activities", thousand).json().getInteger("accepted"))
                .isEqualTo(1_000);
        assertThat(script.post("activities", thousand.copy().add(posted(start, null)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void nothingAtAllIsFine() {
        assertThat(script.post("activities", new JsonArray()).json().getInteger("accepted"))
                .isZero();
    }

    @Test
    void twoHubsTakePostsOfOnePersonInTurn() {
        try (HubUnderTest other = HUB.another()) {
            Rest elsewhere = elsewhere(other);
            for (int i = 0; i < 6; i++) {
                Rest.Answer answer =
                        (i % 2 == 0 ? script : elsewhere).post("activities", posted(start.plusSeconds(5L * i), null));
                assertThat(answer.status()).isEqualTo(200);
            }
        }
        assertThat(kept()).hasSize(6);
        assertThat(covered()).isEqualTo(30_000);
    }

    @Test
    void twoHubsTakePostsOfOnePersonAtTheSameTime() {
        try (HubUnderTest other = HUB.another()) {
            Rest elsewhere = elsewhere(other);
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? script : elsewhere)
                            .post("activities", posted(start.plusSeconds(5L * i), "p" + i))
                            .status()))
                    .toList();

            assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
        }
        assertThat(kept()).hasSize(12);
    }

    @Test
    void thePrototypesClientsGoOnWorking() {
        Rest.Answer logged = script.post(
                "/log_activity",
                JsonObject.of(
                        "app_name",
                        "Visual Studio Code",
                        "window_title",
                        "main.py",
                        "mouse_activity",
                        3,
                        "timestamp",
                        start.toString()));

        assertThat(logged.status()).isEqualTo(200);
        assertThat(logged.json().getString("message")).isEqualTo("Activity logged");
        assertThat(logged.json().getString("current_mode")).isNotBlank();
        JsonArray logs = script.get("/get_logs").array();
        assertThat(logs).hasSize(1);
        assertThat(logs.getJsonObject(0).getString("app_name")).isEqualTo("Visual Studio Code");
        assertThat(logs.getJsonObject(0).getString("window_title")).isEqualTo("main.py");
        assertThat(logs.getJsonObject(0).getDouble("mouse_activity")).isEqualTo(3);
        assertThat(Instant.parse(logs.getJsonObject(0).getString("timestamp"))).isEqualTo(start);
    }

    @Test
    void thePrototypesTimesWithoutAnOffsetAreInTheProfilesZone() {
        script.patch("me", JsonObject.of("timezone", "Asia/Kolkata"));
        script.post("/log_activity", JsonObject.of("app_name", "x", "timestamp", "2026-01-05T09:00:00"));
        script.post("/log_activity", JsonObject.of("app_name", "y", "timestamp", "2026-01-05 09:01:00.123456"));

        assertThat(script.get("/get_logs").array())
                .extracting(log -> ((JsonObject) log).getString("timestamp"))
                .containsExactly("2026-01-05T03:31:00.123Z", "2026-01-05T03:30:00Z");
    }

    @Test
    void aPrototypesEntryLastsUntilTheNextAtMostFiveMinutes() {
        script.post("/log_activity", JsonObject.of("app_name", "x", "timestamp", "2026-01-05T09:00:00Z"));
        script.post("/log_activity", JsonObject.of("app_name", "y", "timestamp", "2026-01-05T09:02:00Z"));

        JsonArray apps = script.get("app-spans?from=2026-01-05T08:00:00Z&to=2026-01-05T10:00:00Z")
                .items();
        assertThat(apps)
                .extracting(app -> ((JsonObject) app).getString("to"))
                .containsExactly("2026-01-05T09:02:00Z", "2026-01-05T09:07:00Z");
    }

    @Test
    void thePrototypesBadValuesAreNamed() {
        for (JsonObject bad : List.of(
                new JsonObject(),
                JsonObject.of("app_name", 7),
                JsonObject.of("app_name", "x", "mouse_activity", 11),
                JsonObject.of("app_name", "x", "mouse_activity", "much"),
                JsonObject.of("app_name", "x", "timestamp", "yesterday"))) {
            Rest.Answer answer = script.post("/log_activity", bad);
            assertThat(answer.status()).as(bad.encode()).isEqualTo(422);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(script.post("/log_activity", "nonsense").status()).isEqualTo(400);
    }

    private Rest elsewhere(HubUnderTest other) {
        return other.withToken(script.token());
    }

    private List<JsonObject> kept() {
        return script
                .get("activities?limit=1000&from=" + start.minusSeconds(3_600) + "&to=" + Instant.now())
                .items()
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private long covered() {
        return script.get("summary?from=" + start.minusSeconds(3_600)).json().getLong("coverageMs");
    }

    private static JsonObject posted(Instant at, String id) {
        Activity activity = Samples.typing(at);
        JsonObject json = new JsonObject(ActivityJson.write(activity));
        return id == null ? json : json.put("id", id);
    }
}
