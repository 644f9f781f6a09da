package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.classify.Setup;
import io.modehub.config.RemoteClassifier;
import io.modehub.config.Secret;
import io.modehub.models.OwnModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.standin.scoring.Format;
import io.modehub.standin.scoring.ScoringEndpoint;
import io.modehub.standin.scoring.ToyModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person who chose the classifier outside the hub, whatever becomes of it. */
class RemoteModelStoryTest {
    private static final ScoringEndpoint ENDPOINT = ScoringEndpoint.start(Format.AUTOML, 0);
    private static final JsonArray GAMING = JsonArray.of(0.91, 0.03, 0.03, 0.03);
    private static final String TITLE = "Robert'); drop table";

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.classifiedBy(RemoteModelStoryTest::endpoint);

    /** Its breaker opens. */
    @RegisterExtension
    static final HubUnderTest FORSAKEN = HubUnderTest.classifiedBy(RemoteModelStoryTest::endpoint);

    @RegisterExtension
    static final HubUnderTest ELSEWHERE = HubUnderTest.fresh();

    private final Person person = HUB.newPerson(Role.CONTRIBUTOR);
    private final Rest rest = HUB.withToken(HUB.tokenOf(person));
    private final Instant start = Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.SECONDS);

    private static RemoteClassifier endpoint() {
        return new RemoteClassifier(
                URI.create(ENDPOINT.scoringUri()),
                new Secret(ScoringEndpoint.KEY),
                Optional.empty(),
                RemoteClassifier.Format.AUTOML,
                ToyModel.CLASSES);
    }

    @BeforeEach
    void everythingIsGaming() {
        ENDPOINT.forget();
        ENDPOINT.traffic("blue");
        ENDPOINT.deploy(
                "blue",
                (asked, reply) -> reply.results(
                        new JsonArray(Collections.nCopies(asked.rows().size(), GAMING))));
    }

    @AfterEach
    void nothingBrokeTheFormat() {
        assertThat(ENDPOINT.breaches()).isEmpty();
    }

    @AfterAll
    static void stop() {
        ENDPOINT.close();
    }

    @Test
    void theLiveModeFollowsTheEndpoint() {
        choose(HUB, person);
        Device device = HUB.pair(rest);
        try (AgentSocket agent = linked(device)) {
            agent.send(1, working(0, 60));
            agent.untilAcked(60);
        }

        assertThat(currentMode(rest)).isEqualTo("Gaming");
        assertThat(HUB.stored(device)).hasSize(60);
        assertThat(remotes()).hasSize(60).containsOnly("Gaming:0.91,Meeting:0.03,Relax:0.03,Work:0.03");
        assertThat(rest.get("spans?from=" + start).items())
                .extracting(span -> ((JsonObject) span).getString("model"))
                .containsOnly(Setup.REMOTE);
    }

    @Test
    void aSingleQuestionGoesToTheEndpointToo() {
        choose(HUB, person);

        JsonObject answer = classified(rest);

        assertThat(answer.getString("mode")).isEqualTo("Gaming");
        assertThat(answer.getString("model")).isEqualTo(Setup.REMOTE);
        assertThat(answer.getJsonObject("probabilities").getDouble("Gaming")).isEqualTo(0.91);
        assertThat(ENDPOINT.count()).isEqualTo(1);
    }

    @Test
    void whereTheEndpointFailsTheModelThatJudgedBeforeAnswers() {
        String own = OwnModel.linear(HUB, person);
        JsonObject before = JsonObject.of("from", start.minusSeconds(3_600));
        assertThat(rest.post("models/" + own + "/activate", before).status()).isEqualTo(200);
        choose(HUB, person);
        ENDPOINT.traffic("s424-400");

        JsonObject answer = classified(rest);

        assertThat(answer.getString("mode")).isEqualTo("Work");
        assertThat(answer.getString("model")).isEqualTo(own);
    }

    @Test
    void itCantBeChosenForATimeBeforeTheModelThatStandsInForIt() {
        String own = OwnModel.linear(HUB, person);
        JsonObject since = JsonObject.of("from", start.minusSeconds(61));
        rest.post("models/" + own + "/activate", since);

        Rest.Answer answer = rest.post("models/azure-ml/activate", since);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"path\":\"from\"", start.minusSeconds(61).toString());
        choose(HUB, person);
        assertThat(rest.post("models/azure-ml/activate", since).status())
                .as("nor once it is chosen")
                .isEqualTo(422);
        ENDPOINT.traffic("s424-400");
        assertThat(classified(rest).getString("model")).isEqualTo(own);
    }

    private static JsonObject classified(Rest caller) {
        JsonObject activity = JsonObject.of("durationMs", 5_000, "app", "code", "mouse", 1, "keyboard", 4);
        Rest.Answer answer = caller.post("classify", activity);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.array().getJsonObject(0);
    }

    @Test
    void whoDidNotChooseItIsNotAskedAbout() {
        Device device = HUB.pair(rest);
        try (AgentSocket agent = linked(device)) {
            agent.send(1, working(0, 60));
            agent.untilAcked(60);
        }

        assertThat(ENDPOINT.count()).isZero();
        assertThat(currentMode(rest)).isEqualTo("Work");
        assertThat(remotes()).isEmpty();
    }

    @Test
    void whereTheEndpointDiesTheLocalModelGoesOnAndNothingIsLost() {
        Person forsaken = FORSAKEN.newPerson(Role.CONTRIBUTOR);
        Rest theirs = FORSAKEN.withToken(FORSAKEN.tokenOf(forsaken));
        choose(FORSAKEN, forsaken);
        Device device = FORSAKEN.pair(theirs);
        try (AgentSocket agent = FORSAKEN.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, working(0, 10));
            agent.untilAcked(10);
            ENDPOINT.traffic("s424-400");
            for (int i = 0; i < 6; i++) {
                agent.send(11 + i, working(10 + i, 1));
                agent.untilAcked(11 + i);
            }
            int asked = ENDPOINT.count();
            agent.send(17, working(16, 44));
            agent.untilAcked(60);
            assertThat(ENDPOINT.count()).as("it is left alone").isEqualTo(asked);
        }

        assertThat(FORSAKEN.stored(device))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(remotes(FORSAKEN, forsaken)).hasSize(10);
        assertThat(currentMode(theirs)).isEqualTo("Work");
        assertThat(theirs.get("models/azure-ml").json().getBoolean("leftAlone")).isTrue();
        assertThat(FORSAKEN.nobody().get("/metrics").body())
                .contains("hub_remote_open 1", "hub_remote_faults_total{reason=\"model_failed\"} 5");
    }

    @Test
    void framesKeepTheirOrderWhileOneIsAskedAbout() {
        choose(HUB, person);
        ENDPOINT.deploy("blue", (asked, reply) -> reply.after(java.time.Duration.ofMillis(100), reply::results));
        Device device = HUB.pair(rest);
        try (AgentSocket agent = linked(device)) {
            agent.send(1, working(0, 5));
            agent.send(new AgentFrame.SetMode(6, start.plusSeconds(25), "Relax", start.plusSeconds(30)));
            agent.send(7, working(6, 5));
            agent.send(new AgentFrame.Gap(12, 15, "lost"));
            agent.send(16, working(15, 120 - 15));
            agent.untilAcked(120);
        }

        assertThat(HUB.stored(device)).hasSize(5 + 5 + 105);
        assertThat(remotes()).hasSize(115);
    }

    @Test
    void postsAreAskedAboutToo() {
        choose(HUB, person);
        JsonArray items = new JsonArray();
        working(0, 60)
                .forEach(activity -> items.add(new JsonObject()
                        .put("at", activity.at().toString())
                        .put("durationMs", activity.durationMs())
                        .put("app", activity.app())
                        .put("keyboard", activity.keyboard())));

        assertThat(rest.post("activities", items).json().getString("currentMode"))
                .isEqualTo("Gaming");
        assertThat(ENDPOINT.count()).isEqualTo(1);
    }

    @Test
    void titlesLeaveOnlyWhileThePersonLetsThem() {
        choose(HUB, person);
        Device device = HUB.pair(rest);
        try (AgentSocket agent = linked(device)) {
            agent.send(1, working(0, 1));
            agent.untilAcked(1);
            assertThat(titles(true)).isTrue();
            agent.send(2, working(1, 1));
            agent.untilAcked(2);
            assertThat(titles(false)).isFalse();
            agent.send(3, working(2, 1));
            agent.untilAcked(3);
        }

        assertThat(ENDPOINT.requests())
                .extracting(request -> request.rows().get(0).containsKey("window_title"))
                .containsExactly(false, true, false);
        assertThat(ENDPOINT.requests().get(1).rows().get(0)).containsEntry("window_title", TITLE);
        assertThat(rest.patch("models/azure-ml", new JsonObject().put("titles", "yes"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void answersTravelWithTheActivities() {
        choose(HUB, person);
        try (AgentSocket agent = linked(HUB.pair(rest))) {
            agent.send(1, working(0, 20));
            agent.untilAcked(20);
        }
        String file = rest.get("export").body();
        Person there = ELSEWHERE.newPerson(Role.CONTRIBUTOR);

        Rest.Answer answer = ELSEWHERE
                .withToken(ELSEWHERE.tokenOf(there))
                .with("Content-Type", "multipart/form-data; boundary=b")
                .send(
                        "POST",
                        "import",
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" + file
                                + "\r\n--b--\r\n");

        assertThat(answer.json().getJsonArray("errors")).isEmpty();
        assertThat(remotes(ELSEWHERE, there)).isEqualTo(remotes()).hasSize(20);
    }

    @Test
    void itIsNotComparedByWhatAnotherModelWouldHaveSaid() {
        assertThat(rest.get("models/azure-ml/comparison").status()).isEqualTo(409);
    }

    @Test
    void canOnlyBeChosenWhereTheHubKnowsAnEndpoint() {
        Rest rest = ELSEWHERE.newcomer(Role.CONTRIBUTOR);

        Rest.Answer answer = rest.post("models/azure-ml/activate", new JsonObject());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("AZURE_ML_SCORING_URI");
        assertThat(rest.get("models").items().getJsonObject(0).getBoolean("active"))
                .isTrue();
    }

    private void choose(HubUnderTest hub, Person who) {
        Rest.Answer chosen = hub.withToken(hub.tokenOf(who))
                .post("models/azure-ml/activate", JsonObject.of("from", start.minusSeconds(60)));
        assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
    }

    private AgentSocket linked(Device device) {
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        return agent;
    }

    private List<Activity> working(int from, int count) {
        List<Activity> activities = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            activities.add(
                    new Activity(start.plusSeconds(5L * i), 5_000, "libreoffice", TITLE, null, 3, 5, 0L, List.of()));
        }
        return activities;
    }

    private boolean titles(boolean wanted) {
        return rest.patch("models/azure-ml", new JsonObject().put("titles", wanted))
                .json()
                .getBoolean("titles");
    }

    private static String currentMode(Rest who) {
        return ((JsonObject) who.get("modes/current").items().getValue(0)).getString("mode");
    }

    private List<String> remotes() {
        return remotes(HUB, person);
    }

    private static List<String> remotes(HubUnderTest hub, Person who) {
        return hub
                .rows(
                        "select remote from activities x join streams s on s.key = x.stream_key join agents a on a.key = s.agent_key"
                                + " where a.user_id = ? and remote is not null order by at",
                        who.id().value())
                .stream()
                .map(row -> String.valueOf(row.get("remote")))
                .toList();
    }
}
