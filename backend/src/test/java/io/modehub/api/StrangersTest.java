package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.chat.ChatStream;
import io.modehub.models.OwnModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is another person's does not exist, not even for an administrator. */
class StrangersTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final Instant START = Samples.yesterday();

    private static Rest owner;
    private static Rest stranger;
    private static HubUnderTest.Device device;
    private static int mode;
    private static int label;
    private static String span;

    /** The owner's things by the addresses under which they are asked for. */
    private static final Map<String, String> THINGS = new HashMap<>();

    /** What must be in a request for it to be looked at. */
    private static final Map<String, JsonObject> BODIES = Map.of(
            "updateMode", JsonObject.of("name", "Mine"),
            "updateRule", JsonObject.of("name", "Mine"),
            "correctSpan", JsonObject.of("mode", "Work"),
            "renameAgent", JsonObject.of("name", "Mine"),
            "renameModel", JsonObject.of("name", "Mine"),
            "updatePerson", JsonObject.of("disabled", true),
            "grantRole", JsonObject.of("role", "admin", "reason", "to look around", "durationMs", 60_000));

    @BeforeAll
    static void ownThings() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        owner = HUB.withToken(HUB.tokenOf(person));
        stranger = HUB.admin();
        device = HUB.pair(owner);
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(START, 12));
            agent.untilAcked(12);
        }
        mode = owner.post("modes", JsonObject.of("name", "Juggling")).json().getInteger("id");
        label = owner.post(
                        "labels",
                        JsonObject.of(
                                "agentId", device.id(),
                                "from", START.plusSeconds(20).toString(),
                                "to", START.plusSeconds(30).toString(),
                                "mode", "Juggling"))
                .json()
                .getInteger("id");
        span = owner.get("spans?from=" + START.minusSeconds(60))
                .items()
                .getJsonObject(0)
                .getString("id");
        own(person);
    }

    private static void own(Person person) {
        THINGS.put("agents", device.id());
        THINGS.put("modes", Integer.toString(mode));
        THINGS.put("labels", Integer.toString(label));
        THINGS.put("spans", span);
        THINGS.put(
                "rules",
                owner.post(
                                "rules",
                                JsonObject.of(
                                        "name",
                                        "Secret project",
                                        "mode",
                                        "Juggling",
                                        "app",
                                        JsonObject.of("is", "editor")))
                        .json()
                        .getString("id"));
        THINGS.put("rules/applications", owner.post("rules/apply", "{}").json().getString("id"));
        THINGS.put("labels/batches", batch());
        THINGS.put("models", OwnModel.linear(HUB, person));
        THINGS.put(
                "models/runs",
                HUB.rows(
                                "insert into training_runs (user_id, state, source) values (?, 'failed', 'labels') returning id",
                                person.id().value())
                        .get(0)
                        .get("id")
                        .toString());
        try (ChatStream asked =
                new ChatStream(HUB.port(), owner, JsonObject.of("question", "Wie lange war Juggling?"))) {
            THINGS.put("chat/conversations", asked.next().orElseThrow().data().getString("conversationId"));
            asked.rest();
        }
        THINGS.put(
                "me/sessions", owner.get("me/sessions").items().getJsonObject(0).getString("id"));
        HUB.script(owner, "read");
        THINGS.put("me/tokens", owner.get("me/tokens").items().getJsonObject(0).getString("id"));
        THINGS.put("people", person.id().toString());
        THINGS.put(
                "goals",
                String.valueOf(
                        owner.post("goals", JsonObject.of("mode", "Juggling", "kind", "atLeast", "targetMs", 3_600_000))
                                .json()
                                .getValue("id")));
    }

    private static String batch() {
        JsonArray two = new JsonArray();
        for (int second : List.of(35, 45)) {
            two.add(JsonObject.of(
                    "from",
                    START.plusSeconds(second).toString(),
                    "to",
                    START.plusSeconds(second + 5).toString(),
                    "mode",
                    "Juggling"));
        }
        return owner.post("labels", two).json().getString("batchId");
    }

    static Stream<Operation> operationsOnOneThing() {
        return Operation.all().stream().filter(operation -> operation.path().contains("{id}"));
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneThing")
    void whateverIsAskedForByItsIdIsNotThereForOthers(Operation operation) {
        String kind = operation.path().substring(0, operation.path().indexOf("/{id}"));
        assertThat(THINGS).as("the owner has one of these, too").containsKey(kind);
        String address = operation.path().replace("{id}", THINGS.get(kind));
        String body = BODIES.containsKey(operation.id())
                ? BODIES.get(operation.id()).encode()
                : operation.method().equals("POST") ? "{}" : null;
        List<Rest> strangers = operation.role().equals("admin")
                ? List.of(HUB.newcomer(Role.CONTRIBUTOR), HUB.newcomer(Role.VIEWER))
                : List.of(stranger, HUB.newcomer(Role.CONTRIBUTOR));

        for (Rest other : strangers) {
            Rest.Answer answer = other.send(operation.method(), address, body);
            assertThat(answer.status())
                    .as(answer.body())
                    .isEqualTo(operation.role().equals("admin") ? 403 : 404);
            assertThat(answer.body()).doesNotContain("Juggling", "Secret project", "Laptop", "Main.java");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modes",
                "rules",
                "rules/applications",
                "models",
                "models/runs",
                "chat/conversations",
                "me/tokens",
                "me/audit",
                "me/collection",
                "export?format=json",
                "export?format=ndjson",
                "export?format=csv"
            })
    void nothingOfTheOwnersIsInWhatAStrangerAsksFor(String list) {
        Rest other = HUB.newcomer(Role.CONTRIBUTOR);

        String told = other.get(list).body();

        assertThat(told).doesNotContain("Juggling", "Secret project", "Laptop", "Main.java", "Script");
        THINGS.values().stream().filter(id -> id.length() == 36).forEach(id -> assertThat(told)
                .doesNotContain(id));
        assertThat(owner.get(list).body()).isNotEqualTo(told);
    }

    @Test
    void theChatKnowsNothingOfOthers() {
        Rest other = HUB.newcomer(Role.VIEWER);
        String conversation = THINGS.get("chat/conversations");
        try (ChatStream goingOn = new ChatStream(
                HUB.port(), other, JsonObject.of("question", "Und gestern?", "conversationId", conversation))) {
            assertThat(goingOn.status()).isEqualTo(404);
        }
        try (ChatStream asked =
                new ChatStream(HUB.port(), other, JsonObject.of("question", "How long was I in editor yesterday?"))) {
            assertThat(asked.rest().toString()).doesNotContain("Juggling", device.id());
        }
    }

    @Test
    void theLiveLinkShowsNothingOfOthers() {
        try (Socket page = HUB.live()) {
            page.send(JsonObject.of(
                            "type",
                            "auth",
                            "token",
                            HUB.newcomer(Role.CONTRIBUTOR).token())
                    .encode());
            assertThat(page.next()).contains("welcome");
            assertThat(new JsonObject(page.next()).getJsonArray("agents")).isEmpty();
            page.send(JsonObject.of("type", "watch", "agentId", device.id()).encode());
            try (AgentSocket agent = HUB.agent(device)) {
                agent.hello(UUID.randomUUID());
                agent.send(1, Samples.typing(Instant.now().minusSeconds(30), 3));
                agent.untilAcked(3);
            }
            page.send(JsonObject.of("type", "resync").encode());
            assertThat(page.next()).contains("snapshot").doesNotContain(device.id());
        }
    }

    @Test
    void theAgentLinkSpeaksForItsOwnDeviceWhateverStreamItNames() {
        UUID stream = HUB.acked(device).keySet().iterator().next();
        HubUnderTest.Device other = HUB.pair(HUB.newcomer(Role.CONTRIBUTOR));
        List<Long> before = HUB.stored(device);
        try (AgentSocket agent = HUB.agent(other)) {
            assertThat(agent.hello(stream).acked()).isZero();
            agent.send(1, Samples.typing(START, 2));
            agent.untilAcked(2);
        }

        assertThat(HUB.stored(device)).isEqualTo(before);
        assertThat(HUB.stored(other)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"activities", "app-spans", "signals", "spans", "summary"})
    void anotherPersonsAgentCantBeAskedFor(String list) {
        assertGone(stranger.get(list + "?agentId=" + device.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"activities", "app-spans", "signals", "spans", "labels", "agents", "modes/current"})
    void noListShowsAnotherPersonsThings(String list) {
        assertThat(stranger.get(list + (list.equals("activities") ? "?from=" + START.minusSeconds(60) : ""))
                        .items())
                .isEmpty();
    }

    @Test
    void noSumHoldsAnotherPersonsTime() {
        JsonObject sum = stranger.get("summary?from=" + START.minusSeconds(60)).json();

        assertThat(sum.getLong("coverageMs")).isZero();
        assertThat(sum.getJsonArray("rows")).isEmpty();
    }

    @Test
    void anotherPersonsAgentCantBeChanged() {
        assertGone(stranger.patch("agents/" + device.id(), JsonObject.of("name", "Mine")));
        assertGone(stranger.delete("agents/" + device.id()));
        assertGone(stranger.put("modes/current", JsonObject.of("agentId", device.id(), "mode", "Work")));
        assertGone(stranger.post(
                "labels",
                JsonObject.of(
                        "agentId", device.id(),
                        "from", START.toString(),
                        "to", START.plusSeconds(5).toString(),
                        "mode", "Work")));

        assertThat(owner.get("agents").items().getJsonObject(0).getString("name"))
                .isEqualTo("Laptop");
        assertThat(HUB.stored(device)).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void anotherPersonsModeCantBeUsedOrChanged() {
        assertGone(stranger.patch("modes/" + mode, JsonObject.of("name", "Mine")));
        assertGone(stranger.delete("modes/" + mode));
        int own = stranger.post("modes", JsonObject.of("name", "Mine")).json().getInteger("id");
        assertThat(stranger.delete("modes/" + own + "?moveTo=" + mode).status()).isEqualTo(422);
        assertThat(stranger.put("modes/current", JsonObject.of("mode", "Juggling"))
                        .code())
                .isEqualTo("unknown_mode");
        assertThat(stranger.get("summary?mode=Juggling").code()).isEqualTo("unknown_mode");
        assertThat(stranger.delete("modes/" + own).status()).isEqualTo(204);
    }

    @Test
    void anotherPersonsLabelCantBeTakenBack() {
        assertGone(stranger.delete("labels/" + label));

        assertThat(owner.get("labels").items()).hasSize(3);
    }

    @Test
    void anotherPersonsSpanCantBeCorrected() {
        assertGone(stranger.patch("spans/" + span, JsonObject.of("mode", "Work")));
        assertGone(stranger.patch("spans/l" + label, JsonObject.of("mode", "Work")));
    }

    private static void assertGone(Rest.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }
}
