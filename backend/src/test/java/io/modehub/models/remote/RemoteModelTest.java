package io.modehub.models.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.activity.Scores;
import io.modehub.config.RemoteClassifier;
import io.modehub.config.Secret;
import io.modehub.standin.scoring.Format;
import io.modehub.standin.scoring.ScoringEndpoint;
import io.modehub.standin.scoring.ScoringRequest;
import io.modehub.standin.scoring.ToyModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an endpoint does, the caller learns within 3 s what it says, or why it says nothing. */
class RemoteModelTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final ScoringEndpoint AUTOML = ScoringEndpoint.start(Format.AUTOML, 0);
    private static final ScoringEndpoint MLFLOW = ScoringEndpoint.start(Format.MLFLOW, 0);
    private static final RemoteRow TEAMS = new RemoteRow("Teams", 4, 14, 2, Optional.empty());
    private static final RemoteRow CODE = new RemoteRow("code", 0, 3, 7, Optional.empty());

    private final AtomicLong ahead = new AtomicLong();
    private final List<RemoteModel> open = new ArrayList<>();

    @BeforeEach
    void forget() {
        AUTOML.forget();
        MLFLOW.forget();
    }

    @AfterEach
    void nothingBrokeTheFormat() {
        open.forEach(RemoteModel::close);
        assertThat(AUTOML.breaches()).isEmpty();
        assertThat(MLFLOW.breaches()).isEmpty();
    }

    @AfterAll
    static void stop() {
        AUTOML.close();
        MLFLOW.close();
        await(VERTX.close());
    }

    @Test
    void automlAnswersProbabilities() {
        Answer answer = ask(automl(""), TEAMS, CODE);

        assertThat(answer.rows())
                .extracting(Scores::text)
                .containsExactly(
                        "Meeting:0.85,Gaming:0.05,Relax:0.05,Work:0.05",
                        "Work:0.85,Gaming:0.05,Meeting:0.05,Relax:0.05");
        assertThat(AUTOML.requests()).extracting(ScoringRequest::method).containsExactly("predict_proba");
        assertThat(AUTOML.requests().get(0).deployment()).isEmpty();
    }

    @Test
    void mlflowAnswersLabels() {
        RemoteModel model = model(MLFLOW.scoringUri(), ScoringEndpoint.KEY, "", RemoteClassifier.Format.MLFLOW);

        assertThat(ask(model, TEAMS, CODE).rows()).containsExactly(Scores.of("Meeting"), Scores.of("Work"));
    }

    @Test
    void titlesGoWhereTheRowsHaveThem() {
        RemoteRow titled = new RemoteRow("code", 0, 3, 7, Optional.of("Robert'); drop \"table\" \u202E\n 🌙"));
        RemoteModel mlflow = model(MLFLOW.scoringUri(), ScoringEndpoint.KEY, "", RemoteClassifier.Format.MLFLOW);

        assertThat(ask(automl(""), titled).fault()).isEmpty();
        assertThat(ask(mlflow, titled).fault()).isEmpty();
        assertThat(ask(automl(""), CODE).fault()).isEmpty();
        assertThat(AUTOML.requests().get(0).rows().get(0))
                .containsEntry("window_title", titled.title().orElseThrow());
        assertThat(MLFLOW.requests().get(0).rows().get(0))
                .containsEntry("window_title", titled.title().orElseThrow());
        assertThat(AUTOML.requests().get(1).rows().get(0)).doesNotContainKey("window_title");
    }

    @ParameterizedTest
    @CsvSource({"labels,Meeting:1.0", "double-encoded,'Meeting:0.85,Gaming:0.05,Relax:0.05,Work:0.05'"})
    void otherFormsOfAnAnswerAreUnderstood(String deployment, String scores) {
        Answer answer = ask(automl(deployment), TEAMS);

        assertThat(answer.rows()).extracting(Scores::text).containsExactly(scores);
        assertThat(AUTOML.requests().get(0).deployment()).contains(deployment);
    }

    @ParameterizedTest
    @CsvSource({
        "s401,unauthorised,1",
        "s404,not_found,1",
        "absent,not_found,1",
        "s408,timeout,2",
        "s424-400,model_failed,1",
        "s424-500,model_failed,1",
        "s424-502,model_failed,3",
        "s424-503,model_failed,3",
        "s429,too_many,3",
        "s429-1s,too_many,3",
        "s429-day,too_many,1",
        "s500,unavailable,3",
        "s502,unavailable,3",
        "s503,unavailable,3",
        "s504,unavailable,3",
        "redirect,garbage,1",
        "garbage,garbage,1",
        "number,garbage,1",
        "deep,garbage,1",
        "no-results,garbage,1",
        "error-as-answer,garbage,1",
        "nothing,garbage,1",
        "null-row,garbage,1",
        "too-few,wrong_rows,1",
        "too-many,wrong_rows,1",
        "unknown-class,unknown_class,1",
        "other-columns,unknown_class,1",
        "negative,garbage,1",
        "not-one,garbage,1",
        "endless,garbage,1",
        "late,timeout,1",
        "cut,unavailable,3",
        "drop,unavailable,3"
    })
    void aFaultHasItsCodeAndAsManyTriesAsMayHelp(String deployment, String code, int requests) {
        RemoteModel model = automl(deployment);

        Answer answer = ask(model, TEAMS, CODE);

        assertThat(answer.rows()).isEmpty();
        assertThat(answer.fault().map(Fault::code)).contains(code);
        assertThat(AUTOML.count()).isEqualTo(requests);
        assertThat(model.tally().faults())
                .containsExactly(Map.entry(answer.fault().orElseThrow(), 1L));
    }

    @Test
    void aNumberThatIsNoneIsGarbage() {
        assertThat(ask(automl("nan"), TEAMS).fault()).contains(Fault.GARBAGE);
    }

    @Test
    void aFaultThatPassesIsNotNoticed() {
        AUTOML.next("s503", "drop");
        assertThat(ask(automl(""), TEAMS).fault()).isEmpty();
        AUTOML.next("s408");
        assertThat(ask(automl(""), TEAMS).fault()).isEmpty();
        AUTOML.next("s424-503", "s429");
        assertThat(ask(automl(""), TEAMS).fault()).isEmpty();
    }

    @Test
    void anotherKeyIsTriedOnceAndNeverShown() {
        RemoteModel model = model(AUTOML.scoringUri(), "another", "", RemoteClassifier.Format.AUTOML);

        assertThat(ask(model, TEAMS).fault()).contains(Fault.UNAUTHORISED);
        assertThat(AUTOML.count()).isEqualTo(1);
    }

    @Test
    void nobodyListeningIsUnavailableAndNoSuchHostIsNotFound() {
        assertThat(ask(model("http://127.0.0.1:1/score", "key", "", RemoteClassifier.Format.AUTOML), TEAMS)
                        .fault())
                .contains(Fault.UNAVAILABLE);
        assertThat(ask(model("http://gone.invalid/score", "key", "", RemoteClassifier.Format.AUTOML), TEAMS)
                        .fault())
                .contains(Fault.NOT_FOUND);
    }

    @Test
    void afterFiveFaultsItIsLeftAloneForHalfAMinute() {
        RemoteModel model = automl("s401");
        for (int i = 0; i < Breaker.FAULTS; i++) {
            ask(model, TEAMS);
        }

        assertThat(ask(model, TEAMS).fault()).contains(Fault.CIRCUIT_OPEN);
        assertThat(model.isOpen()).isTrue();
        assertThat(AUTOML.count()).isEqualTo(Breaker.FAULTS);

        AUTOML.deploy("s401", (asked, reply) -> reply.results());
        ahead.addAndGet(Breaker.OPEN.toNanos());
        assertThat(model.isOpen()).isFalse();
        AUTOML.next("s404");
        assertThat(ask(model, TEAMS).fault()).as("the one try").contains(Fault.NOT_FOUND);
        assertThat(ask(model, TEAMS).fault()).contains(Fault.CIRCUIT_OPEN);
        ahead.addAndGet(Breaker.OPEN.toNanos());
        assertThat(ask(model, TEAMS).fault()).isEmpty();
        AUTOML.deploy("s401", (asked, reply) -> reply.refused(401));
    }

    @Test
    void twoAreAskedAtOnceTheRestWaitInTurnAndTooManyAreRefused() {
        RemoteModel model = automl("late");
        int most = RemoteModel.MOST_REQUESTS + RemoteModel.MOST_WAITING;
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < most + 1; i++) {
            answers.add(model.ask(List.of(TEAMS)));
        }

        assertThat(await(answers.get(most)).fault()).contains(Fault.TOO_MANY);
        assertThat(answers.subList(0, most))
                .allSatisfy(answer -> assertThat(await(answer).fault()).contains(Fault.TIMEOUT));
        assertThat(AUTOML.count()).isEqualTo(RemoteModel.MOST_REQUESTS);
    }

    @Test
    void aHundredRowsAreOneRequestAndMoreAreNoQuestion() {
        RemoteModel model = automl("");
        assertThat(await(model.ask(Collections.nCopies(100, TEAMS))).rows()).hasSize(100);
        assertThat(AUTOML.count()).isEqualTo(1);
        assertThatThrownBy(() -> model.ask(Collections.nCopies(101, TEAMS)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.ask(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersThatNeverEndTieUpNoConnection() {
        RemoteModel model = automl("");
        AUTOML.next("endless", "endless", "endless", "endless");
        for (int i = 0; i < 4; i++) {
            assertThat(ask(model, TEAMS).fault()).contains(Fault.GARBAGE);
        }

        assertThat(ask(model, TEAMS).fault()).isEmpty();
    }

    private RemoteModel automl(String deployment) {
        return model(AUTOML.scoringUri(), ScoringEndpoint.KEY, deployment, RemoteClassifier.Format.AUTOML);
    }

    private RemoteModel model(String uri, String key, String deployment, RemoteClassifier.Format format) {
        RemoteModel model = new RemoteModel(
                VERTX,
                new RemoteClassifier(
                        URI.create(uri),
                        new Secret(key),
                        Optional.of(deployment).filter(name -> !name.isEmpty()),
                        format,
                        ToyModel.CLASSES),
                () -> System.nanoTime() + ahead.get());
        open.add(model);
        return model;
    }

    private static Answer ask(RemoteModel model, RemoteRow... rows) {
        return await(model.ask(List.of(rows)));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(RemoteModel.BUDGET.plus(Duration.ofSeconds(20)).toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException
                | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
