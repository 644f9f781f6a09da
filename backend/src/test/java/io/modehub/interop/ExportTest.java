package io.modehub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.models.OwnModel;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.spans.DayTally;
import io.modehub.timeline.Verification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's data on its way out of one hub and into another. */
class ExportTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @RegisterExtension
    static final HubUnderTest OTHER = HubUnderTest.fresh();

    private static final String HEADER = "{\"type\":\"modehub\",\"version\":1}\n";

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private Rest person;
    private Rest elsewhere;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        elsewhere = OTHER.newcomer(Role.CONTRIBUTOR);
    }

    @Test
    void whatWasTakenElsewhereIsTheSameThere() {
        liveALittle();
        String file = person.get("export").body();

        JsonObject report = bring(elsewhere, file).json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(report.getLong("skipped")).isZero();
        assertThat(sums(elsewhere)).isEqualTo(sums(person));
        OTHER.settle();
        HUB.settle();
        assertThat(elsewhere.get("export").body())
                .isEqualTo(person.get("export").body());
        assertThat(sums(elsewhere)).isEqualTo(sums(person));
        assertThat(differences(OTHER)).isEqualTo(differences(HUB)).isZero();
    }

    @Test
    void whatAModelOfTheirOwnJudgedIsTheSameThere() {
        Person owner = HUB.newPerson(Role.CONTRIBUTOR);
        person = HUB.withToken(HUB.tokenOf(owner));
        String first = OwnModel.linear(HUB, owner);
        String second = OwnModel.trees(HUB, owner);
        liveALittle();
        person.post("models/" + first + "/activate", JsonObject.of("from", today.minus(50, ChronoUnit.HOURS)));
        for (int i = 0; i < 30; i++) {
            person.put("models/pace", JsonObject.of("pace", i % 2 == 0 ? "calm" : "quick"));
            person.post("rules", JsonObject.of("name", "r" + i, "mode", "Job", "app", JsonObject.of("is", "x")));
        }
        person.post("models/" + second + "/activate", new JsonObject());
        assertThat(person.delete("models/" + first).status()).isEqualTo(204);
        HUB.settle();
        String file = person.get("export").body();

        JsonObject report = bring(elsewhere, file).json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(report.getInteger("models")).isEqualTo(2);
        OTHER.settle();
        assertThat(elsewhere.get("export").body()).isEqualTo(file);
        assertThat(elsewhere.get("models/" + second).json().getBoolean("active"))
                .isTrue();
        assertThat(elsewhere.get("models/" + first).status()).isEqualTo(404);
        assertThat(OTHER.rows("select 1 from spans where model = ?", first)).isNotEmpty();
        assertThat(differences(OTHER)).isEqualTo(differences(HUB)).isZero();
        assertThat(bring(elsewhere, file).json().getInteger("models")).isZero();

        Rest neighbour = HUB.newcomer(Role.CONTRIBUTOR);
        assertThat(bring(neighbour, file).json().getJsonArray("errors")).isEmpty();
        HUB.settle();
        assertThat(sums(neighbour)).isEqualTo(sums(person));
        assertThat(neighbour.get("models").items()).hasSize(2);
        assertThat(neighbour.get("export").body()).doesNotContain(first, second);
        assertThat(differences(HUB)).isZero();
    }

    @Test
    void aModelThatCannotBeReadLeavesItsPlaceToTheShippedOne() {
        Person owner = HUB.newPerson(Role.CONTRIBUTOR);
        String id = OwnModel.linear(HUB, owner);
        List<String> lines = HUB.withToken(HUB.tokenOf(owner))
                .get("export")
                .body()
                .lines()
                .filter(line -> line.contains("\"type\":\"model"))
                .toList();
        String model = lines.get(0) + "\n";
        String part = lines.get(1);
        int middle = part.length() / 2;
        String changed =
                part.substring(0, middle) + (part.charAt(middle) == 'A' ? 'B' : 'A') + part.substring(middle + 1);
        String setup =
                "{\"type\":\"setup\",\"from\":\"1970-01-01T00:00:00Z\",\"zone\":\"UTC\",\"rules\":[],\"model\":\"" + id
                        + "\"}\n";

        JsonObject report = bring(
                        elsewhere,
                        HEADER + part + "\n" + model + changed + "\n" + model + model + part + "\n" + part + "\n"
                                + model.replaceFirst("\"bytes\":\\d+", "\"bytes\":99000000")
                                + part.replaceFirst("\"data\":\"", "\"data\":\"?") + "\n"
                                + setup.replace(id, UUID.randomUUID().toString()) + setup.replace(id, "x")
                                + "{\"type\":\"end\",\"records\":12}\n")
                .json();

        assertThat(report.getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(error -> error.getInteger("line") + " " + error.getString("message"))
                        .toList())
                .anyMatch(error -> error.startsWith("2 id names no model"))
                .anyMatch(error -> error.startsWith("3 the file was changed: its checksum is wrong"))
                .anyMatch(error -> error.matches("5 bytes \\d+ of them are missing.*"))
                .anyMatch(error -> error.startsWith("8 id names no model"))
                .anyMatch(error -> error.startsWith("9 bytes must be a whole number from 1 to 16777216"))
                .anyMatch(error -> error.startsWith("10 data must be Base64"))
                .anyMatch(error -> error.startsWith("11 model names no usable model"))
                .anyMatch(error -> error.startsWith("12 model must be a UUID"))
                .hasSize(8);
        assertThat(elsewhere.get("models").items()).hasSize(2);
        assertThat(elsewhere.get("models/shipped").json().getBoolean("active")).isTrue();
    }

    @Test
    void aModeWithoutOriginsCanBeToldByRulesAllTheSame() {
        bring(elsewhere, HEADER + "{\"type\":\"mode\",\"name\":\"Bare\",\"colour\":\"#123456\",\"order\":5}\n");

        Rest.Answer rule =
                elsewhere.post("rules", JsonObject.of("name", "n", "mode", "Bare", "app", JsonObject.of("is", "x")));

        assertThat(rule.status()).as(rule.body()).isEqualTo(201);
    }

    @Test
    void doingItAgainChangesNothing() {
        liveALittle();
        String file = person.get("export").body();
        bring(elsewhere, file);
        OTHER.settle();

        JsonObject again = bring(elsewhere, file).json();

        assertThat(List.of("activities", "labels", "modes", "rules", "agents", "rejected"))
                .allSatisfy(what -> assertThat(again.getLong(what)).isZero());
        assertThat(again.getLong("skipped"))
                .isEqualTo(file.lines()
                        .filter(line -> line.contains("\"type\":\"activity\"") || line.contains("\"type\":\"label\""))
                        .count());
        OTHER.settle();
        assertThat(elsewhere.get("export").body()).isEqualTo(file);
        JsonObject home = bring(person, file).json();
        assertThat(home.getLong("activities") + home.getLong("labels")).isZero();
        assertThat(person.get("export").body()).isEqualTo(file);
    }

    @Test
    void anImportThatBrokeOffIsFinishedByDoingItAgain() {
        liveALittle();
        List<String> lines = person.get("export").body().lines().toList();
        String half = String.join("\n", lines.subList(0, lines.size() / 2)) + "\n{\"type\":\"activi";

        JsonObject first = bring(elsewhere, half).json();
        assertThat(first.getJsonArray("errors").getJsonObject(0).getInteger("line"))
                .isEqualTo(lines.size() / 2 + 1);
        assertThat(first.getJsonArray("errors").getJsonObject(0).getString("code"))
                .isEqualTo("invalid_request");
        bring(elsewhere, String.join("\n", lines));

        OTHER.settle();
        assertThat(elsewhere.get("export").body()).isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    void theJsonHoldsTheSameRecordsInArrays() {
        liveALittle();

        Rest.Answer answer = person.get("export?format=json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonObject json = answer.json();
        List<String> records = new ArrayList<>();
        json.forEach(section ->
                ((JsonArray) section.getValue()).forEach(record -> records.add(((JsonObject) record).encode())));
        assertThat(records)
                .hasSameElementsAs(person.get("export")
                        .body()
                        .lines()
                        .map(line -> new JsonObject(line).encode())
                        .toList());
        assertThat(bring(elsewhere, answer.body()).code()).isEqualTo("not_an_export");
    }

    @Test
    void whoHasTimeKeepsTheirOwnRulesBeforeThoseOfTheFile() {
        liveALittle();
        elsewhere.post("activities", JsonArray.of(posted(0, "mine")));
        elsewhere.post("rules", JsonObject.of("name", "First", "mode", "Relax", "app", JsonObject.of("is", "vlc")));

        JsonObject report = bring(elsewhere, person.get("export").body()).json();

        assertThat(report.getJsonArray("errors")).isEmpty();
        assertThat(report.getInteger("rules")).isEqualTo(2);
        assertThat(elsewhere.get("rules").items())
                .extracting(
                        rule -> ((JsonObject) rule).getString("name") + " is " + ((JsonObject) rule).getString("mode"))
                .containsExactly("First is Relax", "Own is Job", "Prose is Focus");
        OTHER.settle();
    }

    @Test
    void rulesThatCannotBeAreToldByTheirLine() {
        String evil = "{\"type\":\"setup\",\"from\":\"1970-01-01T00:00:00Z\",\"zone\":\"UTC\",\"rules\":[%s]}\n";
        String rule =
                "{\"id\":\"%s\",\"name\":\"n\",\"mode\":\"Work\",\"title\":{\"pattern\":\"((a{999}){999}){999}\"}}";

        JsonObject report = bring(
                        elsewhere,
                        HEADER + evil.formatted(rule.formatted(UUID.randomUUID())) + evil.formatted("7")
                                + evil.formatted("{\"id\":\"x\"}")
                                + "{\"type\":\"end\",\"records\":4}\n")
                .json();

        assertThat(report.getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getInteger("line"))
                .containsExactly(2, 3, 4);
        assertThat(elsewhere.get("rules").items()).isEmpty();
    }

    @Test
    void aSpreadsheetTakesNoTitleForAFormula() {
        person.post(
                "activities",
                JsonArray.of(
                        posted(0, "=HYPERLINK(\"http://x\")"),
                        posted(10, "+1"),
                        posted(20, "a \"quoted\", and\nbroken title"),
                        posted(30, "nul \0 end")));

        Rest.Answer csv = person.get("export?format=csv");

        assertThat(csv.header("Content-Disposition")).matches("attachment; filename=\"modehub-[\\d-]+\\.csv\"");
        assertThat(csv.body())
                .startsWith("at,durationMs,agent,app,title,domain,mouse,keyboard,idleMs,mode\r\n")
                .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",", ",'+1,", ",\"a \"\"quoted\"\", and\nbroken title\",")
                .contains("nul \ufffd end");
        assertThat(csv.body().lines().skip(1).findFirst().orElseThrow()).doesNotEndWith(",");
        String file = person.get("export").body();
        bring(elsewhere, file);
        assertThat(elsewhere.get("export").body()).contains(titles(file));
    }

    @Test
    void anEmptyHistoryIsAFileToo() {
        assertThat(bring(elsewhere, person.get("export").body()).json().getJsonArray("errors"))
                .isEmpty();
        assertThat(elsewhere.get("export").body())
                .isEqualTo(person.get("export").body());
    }

    @Test
    void everybodyTakesTheirOwnAndContributorsBring() {
        liveALittle();
        Rest viewer = HUB.newcomer(Role.VIEWER);

        assertThat(HUB.nobody().get("export").status()).isEqualTo(401);
        assertThat(bring(HUB.nobody(), HEADER).status()).isEqualTo(401);
        assertThat(bring(viewer, HEADER).status()).isEqualTo(403);
        for (String format : List.of("ndjson", "json", "csv")) {
            Rest.Answer own = viewer.get("export?format=" + format);
            assertThat(own.status()).isEqualTo(200);
            assertThat(own.body()).doesNotContain("editor", "activity", "Laptop");
        }
        assertThat(viewer.get("export?format=xml").status()).isEqualTo(400);
    }

    @Test
    void whatIsAnothersIsNotTouched() {
        liveALittle();
        String file = person.get("export").body();
        Rest another = HUB.newcomer(Role.CONTRIBUTOR);

        assertThat(bring(another, file).json().getJsonArray("errors")).isEmpty();

        assertThat(agentIds(another)).hasSameSizeAs(agentIds(person)).doesNotContainAnyElementsOf(agentIds(person));
        assertThat(person.get("export").body()).isEqualTo(file);
        HUB.settle();
        assertThat(sums(another)).isEqualTo(sums(person));
        assertThat(bring(another, file).json().getLong("agents")).isZero();
    }

    @Test
    void aBadLineNeverStopsItsNeighbours() {
        String agent = UUID.randomUUID().toString();
        String file = HEADER + agentLine(agent) + activityLine(agent, 0, "5000")
                + activityLine(agent, 10, "70000") + "nonsense\n"
                + activityLine(UUID.randomUUID().toString(), 20, "1")
                + activityLine(agent, 20, "5000")
                + "{\"type\":\"label\",\"from\":\"" + at(0) + "\",\"to\":\"" + at(9)
                + "\",\"mode\":\"Nowhere\",\"source\":\"label\"}\n"
                + "{\"type\":\"label\",\"from\":\"" + at(0) + "\",\"mode\":\"Work\",\"source\":\"label\"}\n"
                + "{\"type\":\"riddle\"}\n" + "x".repeat(1_100_000) + "\n{\"type\":\"end\",\"records\":11}\n";

        JsonObject report = bring(person, file).json();

        assertThat(report.getInteger("activities")).isEqualTo(2);
        assertThat(report.getJsonArray("errors").stream()
                        .map(error -> (JsonObject) error)
                        .map(error -> error.getInteger("line") + " " + error.getString("code")))
                .containsExactlyInAnyOrder(
                        "4 invalid_activity",
                        "5 invalid_request",
                        "6 not_found",
                        "8 unknown_mode",
                        "9 invalid_value",
                        "10 unknown_type",
                        "11 too_large");
        assertThat(report.encode()).contains("durationMs must be from 1 to 60000", "to is missing");
    }

    @Test
    void whatADayCannotHoldIsRefusedByItsLines() {
        String agent = UUID.randomUUID().toString();
        bring(
                person,
                HEADER + agentLine(agent) + activityLine(agent, 0, "5000") + "{\"type\":\"end\",\"records\":3}\n");
        HUB.rows("""
                insert into activities (at, seq, stream_key, duration_ms, received, mouse, keyboard, app, present)
                select x.at + n * interval '50 milliseconds', x.seq + n, x.stream_key, 50, x.received, 0, 0, 'x', false
                  from activities x join streams s on s.key = x.stream_key join agents a on a.key = s.agent_key,
                       generate_series(1, ?) n where a.id = ?::uuid returning 1
                """, DayTally.MOST - 2, agentIds(person).get(0));

        JsonObject report = bring(
                        person,
                        HEADER + agentLine(agent) + activityLine(agent, 5, "5000") + activityLine(agent, 10, "5000")
                                + activityLine(agent, 86_400, "5000") + "{\"type\":\"end\",\"records\":5}\n")
                .json();
        HUB.rows("delete from activities where duration_ms = 50 returning 1");

        assertThat(report.getInteger("activities")).isEqualTo(1);
        assertThat(report.getInteger("rejected")).isEqualTo(2);
        assertThat(report.getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("code")))
                .containsExactly("day_full", "day_full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "app_name,mouse_activity\nx,1\n",
                "{\"type\":\"mode\"}\n",
                "[]",
                "{\"type\":\"modehub\",\"version\":2}\n",
                "{\"type\":\"modehub\",\"vers"
            })
    void aFileThatIsNoExportIsRefused(String file) {
        Rest.Answer answer = bring(person, file);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("not_an_export");
    }

    @Test
    void aRequestWithoutAFileSaysWhatIsMissing() {
        assertThat(person.post("import", "{}").status()).isEqualTo(415);
        Rest.Answer none = person.with("Content-Type", "multipart/form-data; boundary=b")
                .send("POST", "import", part("other", "x"));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body()).contains("\"file\"");
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", HUB.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + person.token()
                                    + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 300000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4_096];
            int length = socket.getInputStream().read(answer);

            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aLinkWhoseHistoryCameBeginsAnewFromIt() {
        HubUnderTest.Device device = HUB.pair(person);
        Instant start = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(start, 12));
            agent.untilAcked(12);
            String more = HEADER + agentLine(device.id())
                    + "{\"type\":\"activity\",\"agentId\":\"" + device.id() + "\",\"at\":\"" + start.plusSeconds(30)
                    + "\",\"durationMs\":5000,\"app\":\"zoom\"}\n";

            assertThat(bring(person, more).json().getInteger("activities")).isEqualTo(1);

            assertThat(agent.closed()).isEqualTo(4010);
        }
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(start.plusSeconds(60), 12));
            agent.untilAcked(12);
        }
        assertThat(differences(HUB)).isZero();
    }

    /** Two devices and scripts over some days, late data, labels of all kinds, modes added and deleted, a thinned day. */
    private void liveALittle() {
        HubUnderTest.Device laptop = HUB.pair(person);
        HubUnderTest.Device desktop = HUB.pair(person);
        send(laptop, typing(today.minus(4, ChronoUnit.DAYS).plusSeconds(3_600), 240));
        send(desktop, typing(today.minus(4, ChronoUnit.DAYS).plusSeconds(4_000), 120));
        HUB.settle();
        thinBefore(today.minus(3, ChronoUnit.DAYS));
        send(laptop, typing(today.minus(2, ChronoUnit.DAYS).minusSeconds(600), 240), calling());
        send(desktop, Samples.typing(today.minus(2, ChronoUnit.DAYS).minusSeconds(1_200), 300));
        send(laptop, Samples.typing(today.minus(2, ChronoUnit.DAYS).minusSeconds(1_803), 30));
        person.post("activities", JsonArray.of(posted(0, "one"), posted(10, "two"), posted(10, "two")));
        speak(laptop, today.minus(2, ChronoUnit.DAYS).minusSeconds(500));
        ruleThePast();
        HUB.settle();
    }

    private void ruleThePast() {
        person.post(
                "rules",
                JsonObject.of("name", "Prose", "mode", "Focus", "title", JsonObject.of("pattern", "^main\\.")));
        person.post(
                "rules/apply",
                JsonObject.of("from", today.minus(2, ChronoUnit.DAYS).toString()));
        person.post(
                "rules", JsonObject.of("name", "Own", "mode", "Job", "order", 0, "audio", "silence", "enabled", false));
    }

    private void speak(HubUnderTest.Device device, Instant at) {
        person.post("modes", JsonObject.of("name", "Focus", "colour", "#123456"));
        label(null, at, at.plusSeconds(100), "Meeting");
        label(device, at.plusSeconds(50), at.plusSeconds(300), "Focus");
        String undone = label(null, at, at.plusSeconds(100), "Relax");
        label(null, at, at.plusSeconds(100), "Meeting");
        person.delete("labels/" + undone);
        person.post(
                "labels",
                JsonArray.of(
                        JsonObject.of("from", "" + at.plusSeconds(400), "to", "" + at.plusSeconds(410), "mode", "Work"),
                        JsonObject.of(
                                "from", "" + at.plusSeconds(420), "to", "" + at.plusSeconds(430), "mode", "Gaming")));
        label(
                device,
                today.minus(4, ChronoUnit.DAYS).plusSeconds(3_700),
                today.minus(4, ChronoUnit.DAYS).plusSeconds(3_900),
                "Gaming");
        person.put("modes/current", JsonObject.of("mode", "Focus", "agentId", device.id()));
        JsonObject gaming = mode("Gaming");
        assertThat(person.delete("modes/" + gaming.getInteger("id") + "?moveTo="
                                + mode("Relax").getInteger("id"))
                        .status())
                .isEqualTo(204);
        person.patch("modes/" + mode("Work").getInteger("id"), JsonObject.of("name", "Job", "order", 3));
    }

    private JsonObject mode(String name) {
        return person.get("modes").items().stream()
                .map(mode -> (JsonObject) mode)
                .filter(mode -> mode.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String label(HubUnderTest.Device device, Instant from, Instant to, String mode) {
        JsonObject label = JsonObject.of("from", from.toString(), "to", to.toString(), "mode", mode);
        Rest.Answer answer = person.post("labels", device == null ? label : label.put("agentId", device.id()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().getValue("id").toString();
    }

    /** As if those activities had come long ago. */
    private void thinBefore(Instant moment) {
        HubUnderTest.await(
                HUB.pool().query("update users set keep_activities_days = 3").execute());
        HubUnderTest.await(HUB.pool()
                .query("update activities set received = date '2020-01-01' where at < '" + moment + "'")
                .execute());
        HUB.settle();
        assertThat(person.get("export").body()).contains("\"type\":\"thinned\"");
    }

    private void send(HubUnderTest.Device device, List<Activity> activities, Activity... more) {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, activities);
            agent.untilAcked(activities.size());
            if (more.length > 0) {
                agent.send(activities.size() + 1L, more);
                agent.untilAcked(activities.size() + more.length);
            }
        }
    }

    private static List<Activity> typing(Instant from, int count) {
        List<Activity> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = from.plusSeconds(5L * i);
            all.add(new Activity(
                    at,
                    5_000,
                    i % 60 < 30 ? "editor" : "browser",
                    "Title " + i,
                    i % 60 < 30 ? null : "example.org",
                    i % 7 / 3.0,
                    i % 5 / 7.0,
                    (long) i,
                    List.of()));
        }
        return all;
    }

    private Activity calling() {
        return new Activity(
                today.minus(2, ChronoUnit.DAYS).plusSeconds(700),
                5_000,
                "zoom",
                "Call",
                null,
                0,
                0,
                null,
                List.of(new AudioLevel(AudioLevel.Source.MICROPHONE, "Mic", -30.125, -20, 0.9, true, "zoom")));
    }

    private JsonObject posted(int second, String title) {
        return JsonObject.of(
                "at",
                today.minus(1, ChronoUnit.DAYS).plusSeconds(second).toString(),
                "durationMs",
                9_000,
                "app",
                "script",
                "title",
                title);
    }

    private String at(int second) {
        return today.minus(1, ChronoUnit.DAYS).plusSeconds(second).toString();
    }

    private static String agentLine(String id) {
        return "{\"type\":\"agent\",\"id\":\"" + id
                + "\",\"kind\":\"device\",\"name\":\"x\",\"platform\":\"\",\"version\":\"\",\"sensors\":[],\"sources\":[]}\n";
    }

    private String activityLine(String agent, int second, String duration) {
        return "{\"type\":\"activity\",\"agentId\":\"" + agent + "\",\"at\":\"" + at(second) + "\",\"durationMs\":"
                + duration + ",\"app\":\"x\"}\n";
    }

    private static String[] titles(String file) {
        return file.lines()
                .filter(line -> line.contains("\"title\""))
                .map(line -> line.substring(line.indexOf("\"title\"")))
                .toArray(String[]::new);
    }

    private List<String> agentIds(Rest of) {
        return of.get("agents").items().stream()
                .map(agent -> ((JsonObject) agent).getString("id"))
                .toList();
    }

    /** How long in which mode and application, by day too, with how much is covered. */
    private List<String> sums(Rest of) {
        String period = "&from=" + today.minus(6, ChronoUnit.DAYS) + "&to=" + today;
        return List.of("mode", "app", "day", "hour").stream()
                .map(by -> of.get("summary?groupBy=" + by + period).body())
                .toList();
    }

    private static int differences(HubUnderTest hub) {
        Verification verification = new Verification(hub.vertx(), hub.pool(), new Setups(), Clock.systemUTC());
        Verification.Report report = HubUnderTest.await(verification.run());
        assertThat(report.shown()).isEmpty();
        return report.differences();
    }

    private static Rest.Answer bring(Rest who, String file) {
        return who.with("Content-Type", "multipart/form-data; boundary=b").send("POST", "import", part("file", file));
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"x\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
    }
}
