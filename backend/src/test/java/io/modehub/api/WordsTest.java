package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person's word against the prediction: labels, undo, corrections, modes set by hand, modes renamed and deleted. */
class WordsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private Rest person;
    private HubUnderTest.Device device;
    private AgentSocket agent;
    private String predicted;

    /** A minute of one predicted span. */
    @BeforeEach
    void live() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        device = HUB.pair(person);
        agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        agent.send(1, Samples.typing(start, 12));
        agent.untilAcked(12);
        assertThat(timeline()).hasSize(1);
        predicted = modes().get(0);
    }

    @AfterEach
    void leave() {
        agent.close();
    }

    @Test
    void aLabelInTheMiddleSplitsASpanInThree() {
        label(20, 40, "Meeting");

        assertThat(modes()).containsExactly(predicted, "Meeting", predicted);
        assertThat(seconds()).containsExactly(0L, 20L, 20L, 40L, 40L, 60L);
        assertThat(timeline()).extracting(span -> span.getString("id")).doesNotHaveDuplicates();
    }

    @Test
    void theLastSaidWinsAndUndoShowsTheOneBeneath() {
        label(10, 50, "Meeting");
        int last = label(20, 30, "Relax");
        assertThat(modes()).containsExactly(predicted, "Meeting", "Relax", "Meeting", predicted);

        assertThat(person.delete("labels/" + last).status()).isEqualTo(204);

        assertThat(modes()).containsExactly(predicted, "Meeting", predicted);
        assertThat(person.delete("labels/" + last).status()).isEqualTo(404);
    }

    @Test
    void aWordBesidesAllActivityIsTimeOfItsOwn() {
        label(-3_600, -1_800, "Relax");

        assertThat(person.get("summary?" + period()).json().getLong("coverageMs"))
                .isEqualTo(60_000 + 1_800_000);
    }

    @Test
    void timeEnteredByHandLiesAboveAllAgentsInThePersonsTimeAlone() {
        person.post(
                "labels",
                JsonObject.of(
                        "from", start.toString(), "to", start.plusSeconds(60).toString(), "mode", "Relax"));

        assertThat(rows("summary?" + period())).containsExactly("Relax");
        assertThat(rows("summary?agentId=" + device.id() + "&" + period())).containsExactly(predicted);
        assertThat(person.get("spans?" + period()).items())
                .anySatisfy(span ->
                        assertThat(((JsonObject) span).getValue("agentId")).isNull());
    }

    @Test
    void aFinishedSpanIsCorrectedAsAWhole() {
        String id = timeline().get(0).getString("id");

        JsonObject answer =
                person.patch("spans/" + id, JsonObject.of("mode", "Meeting")).json();

        assertThat(answer.getJsonArray("spans")).singleElement().satisfies(span -> {
            assertThat(((JsonObject) span).getString("mode")).isEqualTo("Meeting");
            assertThat(((JsonObject) span).getString("source")).isEqualTo("label");
        });
        assertThat(modes()).containsExactly("Meeting");
        person.delete("labels/" + answer.getInteger("labelId"));
        assertThat(modes()).containsExactly(predicted);
    }

    @Test
    void theRestOfASplitSpanCanBeCorrectedByItsId() {
        label(20, 40, "Meeting");
        String rest = timeline().get(2).getString("id");

        assertThat(person.patch("spans/" + rest, JsonObject.of("mode", "Relax")).status())
                .isEqualTo(200);

        assertThat(modes()).containsExactly(predicted, "Meeting", "Relax");
    }

    @Test
    void theCorrectionOfTheOpenSpanEndsWithIt() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        agent.send(13, Samples.typing(now.minusSeconds(80)));
        agent.untilAcked(13);
        JsonObject open =
                person.get("spans?from=" + now.minusSeconds(600)).items().getJsonObject(0);
        person.patch("spans/" + open.getString("id"), JsonObject.of("mode", "Meeting"));
        assertThat(current().getString("mode")).isEqualTo("Meeting");
        assertThat(current().getString("by")).isEqualTo("label");

        agent.send(14, Samples.typing(now.minusSeconds(6)));
        agent.untilAcked(14);

        assertThat(current().getString("by")).isNotEqualTo("label");
        assertThat(person.get("spans?from=" + now.minusSeconds(600)).items())
                .extracting(span -> ((JsonObject) span).getString("mode"))
                .containsExactly(predicted, "Meeting");
    }

    @Test
    void aModeSetByHandHoldsUntilItIsTakenBackAndTheAgentHearsOfIt() {
        agent.send(13, Samples.typing(Instant.now().minusSeconds(20)));
        agent.untilAcked(13);

        person.put("modes/current", JsonObject.of("agentId", device.id(), "mode", "Meeting"));

        assertThat(current().getString("mode")).isEqualTo("Meeting");
        assertThat(current().getString("by")).isEqualTo("hand");
        await().until(() -> agent.next(HubFrame.Mode.class).mode().equals("Meeting"));

        person.put("modes/current", JsonObject.of("agentId", device.id()).putNull("mode"));

        assertThat(current().getString("by")).isNotEqualTo("hand");
        await().until(() -> !agent.next(HubFrame.Mode.class).mode().equals("Meeting"));
    }

    @Test
    void aRenamedModeIsRenamedEverywhere() {
        int id = label(20, 40, "Meeting");
        int mode = mode("Meeting");

        person.patch("modes/" + mode, JsonObject.of("name", "Chess", "colour", "#123456"));

        assertThat(modes()).containsExactly(predicted, "Chess", predicted);
        assertThat(person.get("labels").items().getJsonObject(0).getInteger("id"))
                .isEqualTo(id);
        assertThat(person.get("labels").items().getJsonObject(0).getString("mode"))
                .isEqualTo("Chess");
    }

    @Test
    void aModeWithTimeIsDeletedOnlyIntoAnother() {
        label(20, 40, "Meeting");
        int gaming = mode("Meeting");

        assertThat(person.delete("modes/" + gaming).code()).isEqualTo("mode_in_use");
        assertThat(person.delete("modes/" + gaming + "?moveTo=" + gaming).status())
                .isEqualTo(422);
        assertThat(person.delete("modes/" + gaming + "?moveTo=" + mode("Relax")).status())
                .isEqualTo(204);

        assertThat(modes()).containsExactly(predicted, "Relax", predicted);
    }

    @Test
    void aModeWithoutTimeIsDeletedAtOnceAndBuiltInOnesNever() {
        int juggling =
                person.post("modes", JsonObject.of("name", "Juggling")).json().getInteger("id");

        assertThat(person.delete("modes/" + juggling).status()).isEqualTo(204);
        assertThat(person.delete("modes/" + juggling).status()).isEqualTo(404);
        assertThat(person.delete("modes/" + mode("Away")).code()).isEqualTo("conflict");
        person.patch("modes/" + mode("Away"), JsonObject.of("name", "Gone"));
        assertThat(mode("Away")).isPositive();
    }

    @Test
    void twoModesOfOneNameAreOneTooMany() {
        Rest.Answer answer = person.post("modes", JsonObject.of("name", "wORK"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                .isEqualTo("name");
    }

    @Test
    void everybodyBeginsWithTheSameModes() {
        assertThat(HUB.newcomer(Role.VIEWER).get("modes").items())
                .extracting(mode -> ((JsonObject) mode).getString("name"))
                .containsExactly("Work", "Meeting", "Relax", "Gaming", "Away", "Unknown");
    }

    @Test
    void listsAreReadPageByPageWithoutHolesOrRepeats() {
        for (int i = 0; i < 5; i++) {
            label(10 * i, 10 * i + 5, "Meeting");
        }
        for (String list : List.of("labels?", "spans?" + period() + "&", "activities?" + period() + "&")) {
            JsonArray whole = person.get(list + "limit=1000").items();
            JsonArray paged = new JsonArray();
            String cursor = "";
            while (cursor != null) {
                JsonObject page = person.get(list + "limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                        .json();
                assertThat(page.getJsonArray("items")).hasSizeBetween(1, 2);
                paged.addAll(page.getJsonArray("items"));
                cursor = page.getString("nextCursor");
            }
            assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(4);
        }
    }

    private int label(long from, long to, String mode) {
        return person.post(
                        "labels",
                        JsonObject.of(
                                "agentId", device.id(),
                                "from", start.plusSeconds(from).toString(),
                                "to", start.plusSeconds(to).toString(),
                                "mode", mode))
                .json()
                .getInteger("id");
    }

    private int mode(String name) {
        return person.get("modes").items().stream()
                .map(JsonObject.class::cast)
                .filter(mode -> mode.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getInteger("id");
    }

    private JsonObject current() {
        return person.get("modes/current").items().getJsonObject(0);
    }

    private List<String> rows(String path) {
        return person.get(path).json().getJsonArray("rows").stream()
                .map(row -> ((JsonObject) row).getString("key"))
                .toList();
    }

    private String period() {
        return "from=" + start.minusSeconds(7_200) + "&to=" + start.plusSeconds(3_600);
    }

    /** Oldest first. */
    private List<JsonObject> timeline() {
        List<JsonObject> spans =
                new java.util.ArrayList<>(person.get("spans?agentId=" + device.id() + "&" + period()).items().stream()
                        .map(JsonObject.class::cast)
                        .toList());
        java.util.Collections.reverse(spans);
        return spans;
    }

    private List<String> modes() {
        return timeline().stream().map(span -> span.getString("mode")).toList();
    }

    /** From and to of each span, since the start. */
    private List<Long> seconds() {
        return timeline().stream()
                .flatMap(span -> java.util.stream.Stream.of(span.getString("from"), span.getString("to")))
                .map(at -> ChronoUnit.SECONDS.between(start, Instant.parse(at)))
                .toList();
    }
}
