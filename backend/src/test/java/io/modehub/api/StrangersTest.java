package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
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

    @BeforeAll
    static void ownThings() {
        owner = HUB.newcomer(Role.CONTRIBUTOR);
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
    }

    @ParameterizedTest
    @ValueSource(strings = {"activities", "app-spans", "spans", "summary"})
    void anotherPersonsAgentCantBeAskedFor(String list) {
        assertGone(stranger.get(list + "?agentId=" + device.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"activities", "app-spans", "spans", "labels", "agents", "modes/current"})
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
        assertThat(HUB.stored(device)).hasSize(12);
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

        assertThat(owner.get("labels").items()).hasSize(1);
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
