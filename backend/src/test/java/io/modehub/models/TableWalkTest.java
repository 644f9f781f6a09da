package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table of the prototype's four columns, from upload to roll-back: the walk-through of docs/training.md. */
class TableWalkTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final String HEADER = "app_name,mouse_activity,hour,day_of_week,mode\n";

    private final Person account = HUB.newPerson(Role.CONTRIBUTOR);
    private final Rest person = HUB.withToken(HUB.tokenOf(account));

    /** Applications of a mode, and where its pointer and hours lie. */
    private record Habit(String mode, List<String> apps, int mouse, int hour) {}

    @Test
    void learnsActivatesAsksAndRollsBack() {
        JsonObject run = untilOver(upload(prototypesTable()).json().getString("runId"));
        assertThat(run.getString("state")).as(run.encode()).isEqualTo("succeeded");
        String id = run.getString("modelId");

        JsonObject model = person.get("models/" + id).json();
        JsonObject details = model.getJsonObject("details");
        assertThat(model.getJsonObject("summary").getInteger("rows")).isEqualTo(183);
        assertThat(codes(model.getJsonObject("summary").getJsonArray("warnings")))
                .contains("optimistic");
        double flattering = details.getJsonObject("metrics").getDouble("accuracy");
        double honest = details.getJsonObject("appsHeldOut").getDouble("accuracy");
        assertThat(honest).isLessThan(flattering);

        Rest.Answer activated = person.post("models/" + id + "/activate", new JsonObject());
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        JsonObject asked = JsonObject.of(
                "at", "2026-11-27T10:00:00Z", "durationMs", 5_000, "app", "Code", "mouse", 3, "keyboard", 0);
        JsonObject answer = person.post("classify", asked).array().getJsonObject(0);
        assertThat(answer.getString("model")).isEqualTo(id);
        assertThat(answer.getString("mode")).isEqualTo("Work");

        assertThat(person.post("models/rollback", new JsonObject()).status()).isEqualTo(200);
        assertThat(person.post("classify", asked).array().getJsonObject(0).getString("model"))
                .isNotEqualTo(id);
    }

    @Test
    void learnsFromWhatThePersonSaidAndFromATableTogether() {
        Instant from = Instant.parse("2026-11-02T09:00:00Z");
        JsonArray activities = new JsonArray();
        for (int minute = 0; minute < 60; minute++) {
            activities.add(JsonObject.of(
                    "at", from.plus(Duration.ofMinutes(minute)), "durationMs", 60_000, "app", "Code", "keyboard", 4));
        }
        assertThat(person.post("activities", activities).status()).isEqualTo(200);
        JsonObject label = JsonObject.of("from", from, "to", from.plus(Duration.ofHours(1)), "mode", "Work");
        assertThat(person.post("labels", label).status()).isEqualTo(201);
        String tooSmallAlone = HEADER + "Steam,9,21,6,Gaming\nNetflix,1,20,5,Relax\n".repeat(20);
        assertThat(upload(tooSmallAlone).code()).isEqualTo("too_few_rows");

        Rest.Answer started = send(form("labels", "true") + form(tooSmallAlone), StandardCharsets.UTF_8);
        JsonObject run = untilOver(started.json().getString("runId"));

        assertThat(run.getString("state")).as(run.encode()).isEqualTo("succeeded");
        assertThat(run.getString("source")).isEqualTo("both");
        JsonObject summary =
                person.get("models/" + run.getString("modelId")).json().getJsonObject("summary");
        assertThat(summary.getInteger("rows")).isEqualTo(100);
        assertThat(codes(summary.getJsonArray("warnings"))).contains("no_dates");
        assertThat(send(form("labels", "perhaps") + form(tooSmallAlone), StandardCharsets.UTF_8)
                        .body())
                .contains("labels", "must be true or false");
    }

    @Test
    void keepsAtMostFiftyModels() {
        HUB.rows(
                "insert into models (user_id, name, file, details)"
                        + " select ?, 'old', 'x'::bytea, '{}' from generate_series(1, 50) returning 1",
                account.id().value());

        Rest.Answer answer = person.post("models", new JsonObject());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("too_many_models");
        assertThat(answer.body()).contains("delete one");
    }

    @Test
    void refusesATableWithEveryFaultAndItsPlace() {
        Rest.Answer answer = upload(HEADER + "Code,3,24,1,Work\nCode,high,9,1,Work\nCode,3,9,1\n");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("not_a_table");
        assertThat(answer.body()).contains("line 2: hour", "line 3: mouse_activity", "line 4");
        assertThat(person.get("models/runs").items()).isEmpty();
    }

    @Test
    void refusesUnknownColumnsAndMissingOnes() {
        assertThat(upload("app_name,mouse_activity,hour,mode,screen\nCode,3,9,Work,1\n")
                        .body())
                .contains("screen", "day_of_week");
    }

    @Test
    void namesModesThatThePersonDoesNotHave() {
        Rest.Answer answer = upload(prototypesTable().replace(",Relax", ",Dancing"));

        assertThat(answer.code()).isEqualTo("unknown_mode");
        assertThat(answer.body()).contains("Dancing");
    }

    @Test
    void saysWhatIsMissing() {
        Rest.Answer one = upload(HEADER + "Code,3,9,1,Work\n");
        assertThat(one.code()).isEqualTo("too_few_rows");
        assertThat(one.json().getJsonArray("errors").size()).isEqualTo(3);

        Rest.Answer oneMode = upload(HEADER + "Code,3,9,1,Work\n".repeat(60));
        assertThat(oneMode.code()).isEqualTo("too_few_rows");
        assertThat(oneMode.body()).contains("two modes");
    }

    @Test
    void takesQuotesCommasAndSpreadsheetsOtherEncodings() {
        String table = prototypesTable().replace("Netflix", "\"Filme, Serien \"\"für\"\" alle\"");

        JsonObject run = untilOver(upload(table, java.nio.charset.Charset.forName("windows-1252"))
                .json()
                .getString("runId"));

        assertThat(run.getString("state")).as(run.encode()).isEqualTo("succeeded");
    }

    @Test
    void isBoundedInRows() {
        String many = HEADER + "Code,3,9,1,Work\nSteam,9,21,6,Gaming\n".repeat(100_000);

        Rest.Answer answer = upload(many);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("100000");
    }

    private static List<String> codes(JsonArray warnings) {
        return warnings.stream()
                .map(warning -> ((JsonObject) warning).getString("code"))
                .toList();
    }

    /** 183 rows as the prototype had them: easy within its applications. */
    private static String prototypesTable() {
        Random random = new Random(183);
        List<Habit> habits = List.of(
                new Habit("Work", List.of("Code", "Excel", "Word", "Outlook"), 3, 10),
                new Habit("Meeting", List.of("Teams", "Zoom"), 1, 14),
                new Habit("Relax", List.of("Netflix", "Spotify", "YouTube"), 1, 20),
                new Habit("Gaming", List.of("Steam", "Minecraft"), 8, 21));
        StringBuilder table = new StringBuilder(HEADER);
        for (int row = 0; row < 183; row++) {
            Habit habit = habits.get(row % habits.size());
            table.append(habit.apps.get(random.nextInt(habit.apps.size())))
                    .append(',')
                    .append(Math.min(10, habit.mouse + random.nextInt(3)))
                    .append(',')
                    .append(String.format("%02d", Math.min(23, habit.hour + random.nextInt(3))))
                    .append(',')
                    .append(1 + random.nextInt(7))
                    .append(',')
                    .append(habit.mode)
                    .append('\n');
        }
        return table.toString();
    }

    private Rest.Answer upload(String table) {
        return upload(table, StandardCharsets.UTF_8);
    }

    private Rest.Answer upload(String table, java.nio.charset.Charset charset) {
        return send(form(table), charset);
    }

    private static String form(String table) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"modes.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private static String form(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private Rest.Answer send(String parts, java.nio.charset.Charset charset) {
        return person.with("Content-Type", "multipart/form-data; boundary=b")
                .sendBytes("POST", "models", (parts + "--b--\r\n").getBytes(charset));
    }

    private JsonObject untilOver(String runId) {
        AtomicReference<JsonObject> last = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    last.set(person.get("models/runs/" + runId).json());
                    return !Set.of("queued", "running").contains(last.get().getString("state"));
                });
        return last.get();
    }
}
