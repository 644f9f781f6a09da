package io.modehub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ActivityWatch has kept, as its server exports it: a bucket a watcher, events newest first. */
class WatcherImportTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant morning = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(40, ChronoUnit.HOURS);
    private final JsonObject windows = bucket("currentwindow", "pc");
    private final JsonObject presence = bucket("afkstatus", "pc");
    private final JsonObject tabs = bucket("web.tab.current", "unknown");
    private Rest person;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void aMorningOfActivityWatchIsTimeOfAnAgentNamedAsItsMachine() {
        liveAMorning();

        JsonObject report = bring(file()).json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(report.getInteger("agents")).isEqualTo(1);
        assertThat(person.get("agents").items().getJsonObject(0).getString("name")).isEqualTo("pc");
        assertThat(applications())
                .containsExactly(
                        Map.entry("Code", Duration.ofMinutes(60).toMillis()),
                        Map.entry("Firefox", Duration.ofMinutes(20).toMillis()));
    }

    @Test
    void whoeverTouchedNothingForLongWasAway() {
        add(windows, 0, 3_600, new JsonObject().put("app", "Code").put("title", "Main.java"));
        add(presence, 0, 1_800, new JsonObject().put("status", "not-afk"));
        add(presence, 1_800, 1_800, new JsonObject().put("status", "afk"));

        bring(file());

        JsonObject last = person.get("spans?" + period()).items().getJsonObject(0);
        assertThat(last.getString("mode")).isEqualTo("Away");
        assertThat(last.getString("from")).isEqualTo(morning.plusSeconds(1_800).toString());
        assertThat(applications()).containsExactly(Map.entry("Code", Duration.ofMinutes(30).toMillis()));
    }

    @Test
    void aTabsSiteIsToldWhileItsWindowIsInFrontAndAHiddenOneNever() {
        add(windows, 0, 60, new JsonObject().put("app", "Firefox").put("title", "Cats - YouTube — Firefox"));
        add(windows, 60, 60, new JsonObject().put("app", "Code").put("title", "Main.java"));
        add(windows, 120, 60, new JsonObject().put("app", "Firefox").put("title", "Surprise — Firefox"));
        add(tabs, 0, 120, tab("https://www.youtube.com/watch?v=1", "Cats - YouTube"));
        add(tabs, 120, 60, tab("https://gifts.example/", "Surprise").put("incognito", true));

        bring(file());

        assertThat(activities().stream().map(activity -> activity.getString("domain")))
                .containsExactly(null, null, "youtube.com");
    }

    @Test
    void doingItAgainAddsWhatHasGrownAndNothingElse() {
        add(windows, 0, 90, new JsonObject().put("app", "Code").put("title", "Main.java"));
        bring(file());
        windows.getJsonArray("events").getJsonObject(0).put("duration", 150.0);

        JsonObject grown = bring(file()).json();
        JsonObject again = bring(file()).json();

        assertThat(grown.getInteger("activities")).isEqualTo(2);
        assertThat(again.getInteger("activities")).isZero();
        assertThat(again.getInteger("skipped")).isEqualTo(3);
        assertThat(again.getInteger("agents")).isZero();
        assertThat(applications()).containsExactly(Map.entry("Code", 150_000L));
    }

    @Test
    void pausesOfTheWatcherItselfAreNoGapsAndALaterWindowEndsTheOneBefore() {
        add(windows, 0, 29, new JsonObject().put("app", "Code"));
        add(windows, 30, 0, new JsonObject().put("app", "Slack"));
        add(windows, 34, 100, new JsonObject().put("app", "Firefox"));
        add(windows, 54, 6, new JsonObject().put("app", "Code"));

        bring(file());

        assertThat(applications())
                .containsExactly(
                        Map.entry("Code", 36_000L), Map.entry("Firefox", 20_000L), Map.entry("Slack", 4_000L));
    }

    @Test
    void timeOverMidnightIsWhole() {
        Instant midnight = morning.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        int before = (int) Duration.between(morning, midnight).toSeconds() - 600;
        add(windows, before, 1_200, new JsonObject().put("app", "Code").put("title", "Main.java"));

        JsonObject report = bring(file()).json();

        assertThat(report.getInteger("activities")).isEqualTo(20);
        assertThat(applications()).containsExactly(Map.entry("Code", Duration.ofMinutes(20).toMillis()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            {"duration":1,"data":{"app":"x"}}                                                | timestamp is missing
            {"timestamp":"yesterday","duration":1,"data":{"app":"x"}}                        | timestamp must be an ISO-8601 time
            {"timestamp":"2999-01-01T00:00:00Z","duration":1,"data":{"app":"x"}}             | timestamp must not lead more than 5 minutes
            {"timestamp":"2026-01-01T00:00:00Z","duration":-1,"data":{"app":"x"}}            | duration must be seconds
            {"timestamp":"2026-01-01T00:00:00Z","duration":{"s":1},"data":{"app":"x"}}       | duration must be seconds
            7                                                                                | timestamp is missing
            """)
    void anEventThatCannotBeIsToldByItsPlaceAndHarmsNoOther(String event, String fault) {
        add(windows, 0, 60, new JsonObject().put("app", "Code"));
        String file = file().encode().replace("\"events\":[{\"timestamp\"", "\"events\":[" + event + ",{\"timestamp\"");

        JsonObject report = bring(file).json();

        assertThat(report.getInteger("activities")).isEqualTo(1);
        assertThat(report.getInteger("rejected")).isEqualTo(1);
        assertThat(report.getJsonArray("errors").getJsonObject(0).getString("message"))
                .startsWith("buckets/windows/events/0/" + fault);
    }

    @Test
    void aBucketThatTellsNothingOfOursIsNamed() {
        add(windows, 0, 60, new JsonObject().put("app", "Code"));
        JsonObject file = file();
        file.getJsonObject("buckets").put("editor", bucket("app.editor.activity", "pc"));

        JsonObject report = bring(file).json();

        assertThat(report.getInteger("activities")).isEqualTo(1);
        assertThat(report.getJsonArray("errors").getJsonObject(0).getString("message"))
                .startsWith("buckets/editor/type is app.editor.activity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"buckets\":{}}", "{\"buckets\":[]}", "{\"buckets\":{\"w\":7}}", "{\"buckets\":{\"w\":{\"type\":"})
    void aFileWithoutWindowsOrItsEndBringsNothing(String file) {
        Rest.Answer answer = bring(file);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("not_an_export");
        assertThat(answer.json().getString("detail")).contains("ActivityWatch");
    }

    private void liveAMorning() {
        add(presence, 0, 4_800, new JsonObject().put("status", "not-afk"));
        add(windows, 0, 3_600, new JsonObject().put("app", "Code").put("title", "Main.java - hub"));
        add(windows, 3_600, 1_200, new JsonObject().put("app", "Firefox").put("title", "Cats - YouTube — Firefox"));
        add(tabs, 3_600, 1_200, tab("https://www.youtube.com/watch?v=1", "Cats - YouTube"));
    }

    /** Types come after events, as JSON allows. */
    private static JsonObject bucket(String type, String machine) {
        return new JsonObject(new LinkedHashMap<>())
                .put("events", new JsonArray())
                .put("type", type)
                .put("hostname", machine);
    }

    private void add(JsonObject bucket, int second, double seconds, JsonObject data) {
        JsonObject event = new JsonObject(new LinkedHashMap<>())
                .put("timestamp", morning.plusSeconds(second).toString().replace("Z", "+00:00"))
                .put("duration", seconds)
                .put("data", data);
        bucket.put("events", new JsonArray().add(event).addAll(bucket.getJsonArray("events")));
    }

    private static JsonObject tab(String url, String title) {
        return new JsonObject().put("url", url).put("title", title).put("audible", false).put("tabCount", 3);
    }

    private JsonObject file() {
        return JsonObject.of(
                "buckets", JsonObject.of("windows", windows, "presence", presence, "tabs", tabs));
    }

    private Rest.Answer bring(JsonObject file) {
        return bring(file.encode());
    }

    private Rest.Answer bring(String file) {
        return person.with("Content-Type", "multipart/form-data; boundary=b")
                .send(
                        "POST",
                        "import",
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" + file
                                + "\r\n--b--\r\n");
    }

    private String period() {
        return "from=" + morning + "&to=" + morning.plus(30, ChronoUnit.HOURS);
    }

    /** Newest first. */
    private List<JsonObject> activities() {
        List<JsonObject> activities = new ArrayList<>();
        person.get("activities?" + period()).items().forEach(item -> activities.add((JsonObject) item));
        return activities;
    }

    /** Time of each, the longest first. */
    private Map<String, Long> applications() {
        Map<String, Long> applications = new LinkedHashMap<>();
        person.get("summary?groupBy=app&timezone=UTC&" + period())
                .json()
                .getJsonArray("rows")
                .forEach(row -> applications.put(
                        ((JsonObject) row).getString("key"), ((JsonObject) row).getLong("activeMs")));
        return applications;
    }
}
