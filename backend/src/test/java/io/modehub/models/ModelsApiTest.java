package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a person's models, from what they said of their days to a roll-back, over REST alone. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ModelsApiTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final int DAYS = 6;
    private static final int LABELS_A_DAY = 8;
    private static final Set<String> LEARNED = Set.of("Work", "Meeting", "Relax", "Gaming");

    private Person person;
    private Rest rest;
    private Device device;
    private JsonObject trained;

    @BeforeAll
    void labelSomeDays() {
        person = HUB.newPerson(Role.CONTRIBUTOR);
        rest = HUB.withToken(HUB.tokenOf(person));
        device = HUB.pair(rest);
        Simulator simulator = Simulator.of(Persona.GAMER, 7, ZoneOffset.UTC);
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS + 1);
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        long next = 1;
        for (int i = 0; i < DAYS; i++) {
            List<Lived> day = simulator.day(first.plusDays(i));
            List<Activity> activities = day.stream().map(Lived::activity).toList();
            for (int from = 0; from < activities.size(); from += 100) {
                List<Activity> some = activities.subList(from, Math.min(from + 100, activities.size()));
                agent.send(next, some);
                next += some.size();
                agent.untilAcked(next - 1);
            }
            say(day);
        }
        agent.close();
    }

    /** The truth of a day as labels, stretch by stretch. */
    private void say(List<Lived> day) {
        JsonArray labels = new JsonArray();
        Instant from = Instant.EPOCH;
        for (int i = 0; i < day.size(); i++) {
            boolean begins = i == 0 || !day.get(i).mode().equals(day.get(i - 1).mode());
            boolean ends = i + 1 == day.size()
                    || !day.get(i + 1).mode().equals(day.get(i).mode());
            from = begins ? day.get(i).activity().at() : from;
            if (ends
                    && labels.size() < LABELS_A_DAY
                    && LEARNED.contains(day.get(i).mode())) {
                labels.add(JsonObject.of(
                        "agentId", device.id(),
                        "from", from,
                        "to", day.get(i).activity().end(),
                        "mode", day.get(i).mode()));
            }
        }
        assertThat(rest.post("labels", labels).status()).isEqualTo(201);
    }

    @Test
    @Order(1)
    void proposesToLearnOnceEnoughWasSaid() {
        JsonObject answer = rest.get("models").json();

        assertThat(answer.getJsonObject("retraining").getBoolean("due")).isTrue();
        assertThat(answer.getJsonArray("items").getJsonObject(0).getString("id"))
                .isEqualTo("shipped");
        assertThat(answer.getJsonArray("items").getJsonObject(0).getBoolean("active"))
                .isTrue();
    }

    @Test
    @Order(2)
    void learnsFromWhatThePersonSaid() {
        Rest.Answer started = rest.post("models", JsonObject.of("name", "Mine"));
        assertThat(started.status()).isEqualTo(202);
        assertThat(rest.post("models", new JsonObject()).code()).isEqualTo("training_running");

        JsonObject run = untilOver(started.json().getString("runId"));

        assertThat(run.getString("state")).as(run.encodePrettily()).isEqualTo("succeeded");
        assertThat(run.getJsonArray("leaderboard").size()).isGreaterThan(20);
        trained = rest.get("models/" + run.getString("modelId")).json();
        assertThat(trained.getString("name")).isEqualTo("Mine");
        assertThat(trained.getString("state")).isEqualTo("candidate");
        assertThat(trained.getJsonObject("summary").getString("heldOut")).isEqualTo("days");
        assertThat(trained.getJsonObject("details").getString("provenance")).isNotBlank();
        assertThat(rest.get("models").json().getJsonObject("retraining").getBoolean("due"))
                .isFalse();
    }

    @Test
    @Order(2)
    void tellsWhatItLearnsFromAsATable() {
        Rest.Answer table = rest.get("models/table");

        assertThat(table.header("Content-Type")).startsWith("text/csv");
        List<TrainingLine> lines = TrainingCsv.read(table.body().getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines).extracting(TrainingLine::mode).isSubsetOf(LEARNED);
        assertThat(lines).allMatch(line -> line.at() != null);
    }

    @Test
    @Order(3)
    void comparesInTheShadowBeforeItIsActivated() {
        JsonObject comparison =
                rest.get("models/" + id() + "/comparison?days=8").json();

        assertThat(comparison.getDouble("agreement")).isBetween(0.5, 1.0);
        assertThat(comparison.getLong("labelledMs")).isPositive();
        assertThat(comparison.getLong("modelRightMs")).isGreaterThan(comparison.getLong("activeRightMs"));
    }

    @Test
    @Order(4)
    void judgesByTheActivatedModelAndAgainByTheOneBefore() {
        Instant before = Instant.now().minus(Duration.ofMinutes(1));
        assertThat(rest.get("models").json().getString("activeSince")).isNull();
        assertThat(rest.post("models/" + id() + "/activate", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(rest.get("models/" + id()).json().getString("state")).isEqualTo("active");
        assertThat(classifiedBy()).isEqualTo(id());
        assertThat(rest.get("models").json().getInstant("activeSince")).isAfter(before);
        assertThat(rest.delete("models/" + id()).code()).isEqualTo("model_active");

        assertThat(rest.post("models/rollback", new JsonObject()).status()).isEqualTo(200);
        assertThat(rest.get("models/" + id()).json().getString("state")).isEqualTo("retired");
        assertThat(classifiedBy()).isNotEqualTo(id());
    }

    @Test
    @Order(5)
    void judgesThePastAgainWhereAsked() {
        Instant from = Instant.now().minus(Duration.ofDays(DAYS + 2));
        assertThat(rest.post("models/" + id() + "/activate", JsonObject.of("from", from))
                        .status())
                .isEqualTo(200);
        HUB.settle();

        assertThat(rest.get("models").json().getInteger("daysToJudge")).isZero();
        assertThat(HUB.rows(
                        "select 1 from spans s join agents a on a.key = s.agent_key where a.user_id = ? and s.model <> ?",
                        person.id().value(),
                        id()))
                .isEmpty();
        assertThat(HUB.verify().differences()).isZero();
    }

    @Test
    @Order(5)
    void goesBackToTheModelWhoseTimeAnotherWasGiven() {
        Person other = HUB.newPerson(Role.CONTRIBUTOR);
        Rest theirs = HUB.withToken(HUB.tokenOf(other));
        String first = OwnModel.linear(HUB, other);
        String second = OwnModel.linear(HUB, other);
        theirs.post("models/" + first + "/activate", new JsonObject());
        theirs.post(
                "models/" + second + "/activate",
                JsonObject.of("from", Instant.now().minus(Duration.ofDays(7))));

        theirs.post("models/rollback", new JsonObject());

        assertThat(theirs.get("models/" + first).json().getString("state")).isEqualTo("active");
        theirs.post("models/rollback", new JsonObject());
        assertThat(theirs.get("models/" + second).json().getString("state")).isEqualTo("active");
    }

    @Test
    @Order(6)
    void callsModesInFiguresAsThePersonDoes() {
        JsonObject relax = rest.get("modes").items().stream()
                .map(JsonObject.class::cast)
                .filter(mode -> mode.getString("name").equals("Relax"))
                .findFirst()
                .orElseThrow();
        String path = "modes/" + relax.getInteger("id");
        assertThat(rest.patch(path, JsonObject.of("name", "Idle hours")).status())
                .isEqualTo(200);

        JsonArray modes = rest.get("models/" + id())
                .json()
                .getJsonObject("details")
                .getJsonObject("metrics")
                .getJsonArray("modes");

        assertThat(modes.stream().map(mode -> ((JsonObject) mode).getString("mode")))
                .contains("Idle hours")
                .doesNotContain("Relax");
        assertThat(rest.get("models").json().encode()).doesNotContain("Relax");
        rest.patch(path, JsonObject.of("name", "Relax"));
    }

    @Test
    @Order(7)
    void keepsADeletedModelOutOfSightAsLongAsItJudgedThePast() {
        assertThat(rest.post("models/shipped/activate", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(rest.delete("models/" + id()).status()).isEqualTo(204);

        assertThat(rest.get("models/" + id()).status()).isEqualTo(404);
        assertThat(rest.post("models/" + id() + "/activate", new JsonObject()).status())
                .isEqualTo(404);
        assertThat(HUB.verify().differences()).isZero();
    }

    @Test
    void refusesAModelThatWasChangedAndLeavesTheActiveOne() {
        UUID broken = UUID.randomUUID();
        HUB.rows(
                "insert into models (id, user_id, name, file, details) values (?, ?, 'broken', 'MHUB'::bytea, '{}') returning 1",
                broken,
                person.id().value());

        Rest.Answer answer = rest.post("models/" + broken + "/activate", new JsonObject());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("model_unreadable");
        assertThat(rest.get("models/" + broken).json().getBoolean("active")).isFalse();
    }

    @Test
    void saysWhatIsMissingWhereThereIsTooLittle() {
        Rest newcomer = HUB.newcomer(Role.CONTRIBUTOR);

        JsonObject run = untilOver(
                newcomer, newcomer.post("models", new JsonObject()).json().getString("runId"));

        assertThat(run.getString("state")).isEqualTo("failed");
        assertThat(run.getJsonObject("error").getString("code")).isEqualTo("too_few_rows");
        assertThat(run.getJsonObject("error").getInteger("found")).isZero();
    }

    @Test
    void isNobodyElsesAffair() {
        Rest other = HUB.newcomer(Role.CONTRIBUTOR);
        UUID mine = UUID.randomUUID();
        HUB.rows(
                "insert into models (id, user_id, name, file, details) values (?, ?, 'mine', 'x'::bytea, '{}') returning 1",
                mine,
                person.id().value());

        assertThat(other.get("models/" + mine).status()).isEqualTo(404);
        assertThat(other.post("models/" + mine + "/activate", new JsonObject()).status())
                .isEqualTo(404);
        assertThat(other.get("models/" + mine + "/comparison").status()).isEqualTo(404);
        assertThat(other.patch("models/" + mine, JsonObject.of("name", "theirs"))
                        .status())
                .isEqualTo(404);
        assertThat(other.delete("models/" + mine).status()).isEqualTo(404);
        assertThat(other.get("models").items()).hasSize(1);
    }

    private String id() {
        return trained.getString("id");
    }

    private String classifiedBy() {
        JsonObject activity =
                JsonObject.of("at", Instant.now(), "durationMs", 5_000, "app", "code", "mouse", 1, "keyboard", 4);
        return rest.post("classify", activity).array().getJsonObject(0).getString("model");
    }

    private JsonObject untilOver(String runId) {
        return untilOver(rest, runId);
    }

    private static JsonObject untilOver(Rest caller, String runId) {
        List<JsonObject> last = new ArrayList<>();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    JsonObject run = caller.get("models/runs/" + runId).json();
                    last.add(run);
                    return !Set.of("queued", "running").contains(run.getString("state"));
                });
        return last.get(last.size() - 1);
    }
}
