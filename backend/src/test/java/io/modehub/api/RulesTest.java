package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's own rules: said, tried on the past, applied to it, taken back. */
class RulesTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private Rest person;
    private Device device;

    @BeforeEach
    void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        device = HUB.pair(person);
    }

    private static JsonObject rule(String name, String mode, String field, String kind, String text) {
        return JsonObject.of("name", name, "mode", mode, field, JsonObject.of(kind, text));
    }

    /** An hour of typing in an editor, yesterday. */
    private void liveYesterday() {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            for (int first = 1; first <= 720; first += 240) {
                agent.send(first, Samples.typing(start.plusSeconds(5L * (first - 1)), 240));
                agent.untilAcked(first + 239);
            }
        }
        HUB.settle();
    }

    private List<JsonObject> spans() {
        return person
                .get("spans?limit=1000&from=" + start.minusSeconds(86_400) + "&to=" + start.plusSeconds(90_000))
                .items()
                .stream()
                .map(JsonObject.class::cast)
                .peek(span -> span.remove("id"))
                .toList();
    }

    private JsonArray sums() {
        return person.get("summary?from=" + start.minusSeconds(86_400)).json().getJsonArray("rows");
    }

    private JsonObject newest() {
        return person.get("rules/applications").items().getJsonObject(0);
    }

    private void untilJudged(String state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> newest().getString("state").equals(state));
    }

    @Test
    void rulesKeepTheirOrderAndCanBeChangedAndMoved() {
        String first = person.post("rules", rule("first", "Work", "app", "is", "code"))
                .json()
                .getString("id");
        String last = person.post("rules", rule("last", "Relax", "title", "contains", "news"))
                .json()
                .getString("id");
        person.post("rules", rule("top", "Gaming", "domain", "is", "chess.com").put("order", 0));

        JsonObject changed = person.patch(
                        "rules/" + last,
                        JsonObject.of(
                                "order", 0, "enabled", false, "title", null, "audio", "bothVoices", "mode", "meeting"))
                .json();

        assertThat(changed)
                .isEqualTo(JsonObject.of(
                        "id", last, "name", "last", "enabled", false, "mode", "Meeting", "audio", "bothVoices"));
        assertThat(person.get("rules").items())
                .extracting(item -> ((JsonObject) item).getString("name"))
                .containsExactly("last", "top", "first");
        assertThat(person.delete("rules/" + first).status()).isEqualTo(204);
        assertThat(person.delete("rules/" + first).status()).isEqualTo(404);
        assertThat(person.get("rules").items()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'Work','app':{'is':'x'}} | 400 | ",
                "{'name':'n','mode':'Juggling','app':{'is':'x'}} | 422 | mode",
                "{'name':'n','mode':'Work'} | 422 | ''",
                "{'name':'n','mode':'Work','title':{'pattern':'((a{999}){999}){999}'}} | 422 | title/pattern",
                "{'name':'n','mode':'Work','title':{'pattern':'(?=a)'}} | 422 | title/pattern",
                "{'name':'a\\u0000b','mode':'Work','app':{'is':'x'}} | 422 | name",
                "{'name':'n','mode':'Work','hours':{'from':'25:00','to':'10:00'}} | 422 | hours/from",
                "{'name':'n','mode':'Work','audio':'loud'} | 422 | audio"
            })
    void aRuleThatCannotBeIsRefusedByItsField(String json, int status, String path) {
        Rest.Answer answer = person.post("rules", new JsonObject(json.replace('\'', '"')));

        assertThat(answer.status()).isEqualTo(status);
        if (path != null) {
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                    .isEqualTo(path);
        }
        assertThat(person.get("rules").items()).isEmpty();
    }

    @Test
    void anothersRulesDoNotExist() {
        String rule = person.post("rules", rule("mine", "Work", "app", "is", "code"))
                .json()
                .getString("id");
        person.post("rules/apply", "{}");
        String application = newest().getString("id");
        Rest stranger = HUB.admin();

        assertThat(stranger.get("rules").items()).isEmpty();
        assertThat(stranger.get("rules/applications").items()).isEmpty();
        assertThat(stranger.patch("rules/" + rule, JsonObject.of("name", "yours"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.delete("rules/" + rule).status()).isEqualTo(404);
        assertThat(stranger.delete("rules/applications/" + application).status())
                .isEqualTo(404);
        assertThat(stranger.post("rules/preview", JsonObject.of("ruleId", rule)).status())
                .isEqualTo(404);
    }

    @Test
    void aNewRuleHoldsFromTheNextActivityOn() {
        Instant now = Instant.now();
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(now.minusSeconds(120), 12));
            agent.untilAcked(12);
            person.post("rules", rule("Editor is fun", "Gaming", "title", "pattern", "^main\\.JAVA$"));
            agent.send(13, Samples.typing(Instant.now(), 1));
            agent.untilAcked(13);
            agent.send(14, Samples.typing(Instant.now(), 1));
            agent.untilAcked(14);
        }

        JsonObject current = person.get("modes/current").items().getJsonObject(0);
        assertThat(current.getString("mode")).isEqualTo("Gaming");
        assertThat(current.getString("by")).isEqualTo("rule");
        assertThat(current.getJsonArray("reasons").getJsonObject(0))
                .satisfies(reason ->
                        assertThat(((JsonObject) reason).getString("code")).isEqualTo("ownRule"))
                .satisfies(reason -> assertThat(
                                ((JsonObject) reason).getJsonObject("args").getString("name"))
                        .isEqualTo("Editor is fun"));
        JsonArray judged = person.post(
                        "classify",
                        JsonArray.of(JsonObject.of("durationMs", 5_000, "app", "editor", "title", "Main.java")))
                .array();
        assertThat(judged.getJsonObject(0).getString("mode")).isEqualTo("Gaming");
    }

    @Test
    void thePreviewTellsWhatWouldChangeAndChangesNothing() {
        liveYesterday();
        person.post(
                "labels",
                JsonObject.of(
                        "agentId", device.id(),
                        "from", start.toString(),
                        "to", start.plusSeconds(600).toString(),
                        "mode", "Meeting"));
        List<JsonObject> before = spans();

        JsonObject effect = person.post(
                        "rules/preview",
                        JsonObject.of(
                                "rule",
                                rule("fun", "Gaming", "app", "is", "Editor"),
                                "from",
                                start.minusSeconds(60).toString()))
                .json();

        assertThat(effect.getInteger("changes")).isEqualTo(1);
        assertThat(effect.getInteger("thinnedDays")).isZero();
        assertThat(time(effect, "Gaming", "afterMs")).isEqualTo(3_000_000);
        assertThat(time(effect, "Gaming", "beforeMs")).isZero();
        assertThat(time(effect, "Meeting", "afterMs")).as("labels stay").isEqualTo(600_000);
        JsonObject example = effect.getJsonArray("examples").getJsonObject(0);
        assertThat(example.getString("after")).isEqualTo("Gaming");
        assertThat(example.getString("app")).isEqualTo("editor");
        assertThat(spans()).isEqualTo(before);
        assertThat(person.get("rules").items()).isEmpty();
    }

    private static long time(JsonObject effect, String mode, String member) {
        return effect.getJsonArray("modes").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("mode").equals(mode))
                .mapToLong(one -> one.getLong(member))
                .sum();
    }

    @Test
    void aPreviewTakesItsPeriodAndItsRuleToTheLetter() {
        Rest.Answer far = person.post("rules/preview", JsonObject.of("from", "2020-01-01T00:00:00Z"));
        Rest.Answer wrong =
                person.post("rules/preview", JsonObject.of("rule", rule("x", "Work", "title", "pattern", "(")));

        assertThat(far.status()).isEqualTo(422);
        assertThat(far.json().getString("detail")).contains("92 days");
        assertThat(wrong.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                .isEqualTo("rule/title/pattern");
    }

    @Test
    void whatWasAppliedToThePastCanBeTakenBackToTheLastMillisecond() {
        liveYesterday();
        List<JsonObject> before = spans();
        JsonArray sumsBefore = sums();
        person.post("rules", rule("fun", "Gaming", "app", "is", "editor"));
        assertThat(spans()).as("a rule alone leaves the past").isEqualTo(before);
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", person.token()).encode());

        Rest.Answer applied = person.post(
                "rules/apply", JsonObject.of("from", start.plusSeconds(1_800).toString()));
        untilJudged("applied");

        assertThat(applied.status()).isEqualTo(202);
        await().until(() -> page.next().contains("\"type\":\"span\""));
        assertThat(spans())
                .extracting(span -> span.getString("mode"))
                .contains("Gaming")
                .hasSizeGreaterThan(1);
        assertThat(sums().toString()).contains("Gaming");
        assertThat(HUB.verify().differences()).isZero();

        String id = applied.json().getString("id");
        assertThat(person.delete("rules/applications/" + id).status()).isEqualTo(202);
        untilJudged("undone");

        assertThat(spans()).isEqualTo(before);
        assertThat(sums()).isEqualTo(sumsBefore);
        assertThat(person.get("rules").items()).hasSize(1);
        assertThat(person.delete("rules/applications/" + id).status()).isEqualTo(409);
        page.close();
    }

    @Test
    void takingBackLeavesWhatChangedSince() {
        liveYesterday();
        List<JsonObject> before = spans();
        person.post("rules", rule("fun", "Gaming", "app", "is", "editor"));
        person.post("rules/apply", "{}");
        untilJudged("applied");
        String id = newest().getString("id");
        person.post("rules", rule("later", "Relax", "app", "is", "vlc"));

        person.delete("rules/applications/" + id);
        untilJudged("undone");

        assertThat(spans()).isEqualTo(before);
        assertThat(person.get("rules").items()).hasSize(2);
        person.post("rules/apply", "{}");
        untilJudged("applied");
        assertThat(spans()).extracting(span -> span.getString("mode")).containsOnly("Gaming");
    }

    @Test
    void oneApplicationAtATime() {
        liveYesterday();
        person.post("rules", rule("fun", "Gaming", "app", "is", "editor"));
        HUB.settle();

        List<Rest.Answer> answers = java.util.stream.IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> person.post("rules/apply", "{}"))
                .toList();

        assertThat(answers)
                .extracting(Rest.Answer::status)
                .containsOnly(202, 409)
                .contains(202);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(answer -> assertThat(answer.code())
                .isEqualTo("rules_being_applied"));
        untilJudged("applied");
        assertThat(person.post(
                                "rules/apply",
                                JsonObject.of(
                                        "from", Instant.now().plusSeconds(60).toString()))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void daysThatHaveLostActivitiesStayAsTheyAre() {
        liveYesterday();
        List<JsonObject> before = spans();
        HUB.rows(
                "insert into thinned_days select key, generate_series(?::date - 1, ?::date + 1, interval '1 day') from agents "
                        + "where id = ?::uuid returning 1",
                start.toString().substring(0, 10),
                start.toString().substring(0, 10),
                device.id());
        person.post("rules", rule("fun", "Gaming", "app", "is", "editor"));

        JsonObject effect = person.post("rules/preview", "{}").json();
        person.post("rules/apply", "{}");
        untilJudged("applied");

        assertThat(effect.getInteger("changes")).isZero();
        assertThat(effect.getInteger("thinnedDays")).isBetween(1, 2);
        assertThat(spans()).isEqualTo(before);
    }

    @Test
    void aNewerPreviewEndsTheOlderOne() {
        liveYesterday();

        List<Rest.Answer> answers = java.util.stream.IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> person.post("rules/preview", "{}"))
                .toList();

        assertThat(answers).extracting(Rest.Answer::status).isSubsetOf(200, 409, 429);
        assertThat(person.post("rules/preview", "{}").status()).isEqualTo(200);
    }

    @Test
    void rulesFollowAModeThatIsRenamedOrDeleted() {
        int mode = person.post("modes", JsonObject.of("name", "Writing")).json().getInteger("id");
        person.post("rules", rule("prose", "Writing", "app", "is", "editor"));
        person.patch("modes/" + mode, JsonObject.of("name", "Prose"));

        assertThat(person.get("rules").items().getJsonObject(0).getString("mode"))
                .isEqualTo("Prose");
        assertThat(person.delete("modes/" + mode).code()).isEqualTo("mode_in_use");
        int work = person.get("modes").items().getJsonObject(0).getInteger("id");
        assertThat(person.delete("modes/" + mode + "?moveTo=" + work).status()).isEqualTo(204);
        assertThat(person.get("rules").items().getJsonObject(0).getString("mode"))
                .isEqualTo("Work");
    }

    @Test
    void twoHundredRulesAreMost() {
        String rules = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> rule("r" + i, "Work", "app", "is", "a" + i)
                        .put("id", UUID.randomUUID().toString())
                        .encode())
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
        String id = person.get("me").json().getString("id");
        HUB.rows(
                "insert into setups (user_id, from_at, model, rules, zone) values (?::uuid, '1970-01-01T00:00Z', 'shipped', ?::jsonb, 'UTC') returning 1",
                id,
                rules);

        Rest.Answer answer = person.post("rules", rule("more", "Work", "app", "is", "code"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getString("detail")).contains("200 rules");
    }
}
