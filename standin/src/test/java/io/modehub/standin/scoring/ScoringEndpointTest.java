package io.modehub.standin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers look like those of a managed online endpoint, and whoever breaks its format learns of it. */
class ScoringEndpointTest {
    private static final ScoringEndpoint AUTOML = ScoringEndpoint.start(Format.AUTOML, 0);
    private static final ScoringEndpoint MLFLOW = ScoringEndpoint.start(Format.MLFLOW, 0);
    private static final String RECORD = "{\"app_name\":\"Teams\",\"mouse_activity\":4,\"hour\":14,\"day_of_week\":2}";
    private static final String AUTOML_BODY =
            "{\"Inputs\":{\"data\":[" + RECORD + "]},\"GlobalParameters\":{\"method\":\"%s\"}}";
    private static final String MLFLOW_BODY = "{\"input_data\":{\"columns\":[\"app_name\",\"mouse_activity\",\"hour\","
            + "\"day_of_week\"],\"index\":[0,1],\"data\":[[\"Teams\",4,14,2],[\"unheard of\",0,23,7]]}}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void forget() {
        AUTOML.forget();
        AUTOML.traffic("blue");
        MLFLOW.forget();
    }

    @AfterAll
    static void stop() {
        AUTOML.close();
        MLFLOW.close();
    }

    @Test
    void automlAnswersLabelsOrProbabilitiesAsItIsAsked() {
        JsonObject labels =
                new JsonObject(post(AUTOML, AUTOML_BODY.formatted("predict")).body());
        JsonObject probabilities = new JsonObject(
                post(AUTOML, AUTOML_BODY.formatted("predict_proba")).body());

        assertThat(labels.getJsonArray("Results")).containsExactly("Meeting");
        assertThat(probabilities.getJsonArray("Results").getJsonArray(0).getDouble(1))
                .isEqualTo(0.85);
        assertThat(AUTOML.breaches()).isEmpty();
        assertThat(AUTOML.requests()).extracting(ScoringRequest::method).containsExactly("predict", "predict_proba");
        assertThat(AUTOML.requests().get(0).rows())
                .containsExactly(Map.of("app_name", "Teams", "mouse_activity", 4, "hour", 14, "day_of_week", 2));
    }

    @Test
    void mlflowAnswersABareArrayOfLabels() {
        assertThat(new JsonArray(post(MLFLOW, MLFLOW_BODY).body())).containsExactly("Meeting", "Relax");
        assertThat(MLFLOW.breaches()).isEmpty();
    }

    @Test
    void aReplyHasTheHeadersOfTheFrontDoorAndOfTheModel() {
        HttpResponse<String> response = post(AUTOML, AUTOML_BODY.formatted("predict"));

        assertThat(response.headers().firstValue("server")).contains("azureml-frontdoor");
        assertThat(response.headers().firstValue("x-ms-run-function-failed")).contains("False");
        assertThat(response.headers().firstValue("azureml-model-deployment")).contains("blue");
        assertThat(response.headers().firstValue("x-ms-request-id"))
                .isPresent()
                .isEqualTo(response.headers().firstValue("x-request-id"));
    }

    @Test
    void bothKeysOpenAndNoOther() {
        assertThat(post(AUTOML, "Bearer " + ScoringEndpoint.SECONDARY_KEY, "", AUTOML_BODY.formatted("predict"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(AUTOML, "Bearer another", "", AUTOML_BODY.formatted("predict"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(AUTOML.breaches()).isEmpty();
        assertThat(AUTOML.count()).isEqualTo(2);
    }

    @Test
    void withoutADeploymentThatHasTrafficThereIsNothing() {
        AUTOML.traffic(null);

        assertThat(post(AUTOML, AUTOML_BODY.formatted("predict")).statusCode()).isEqualTo(404);
        assertThat(post(AUTOML, "Bearer " + ScoringEndpoint.KEY, "blue", AUTOML_BODY.formatted("predict"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "s401,401",
        "s404,404",
        "s408,408",
        "s424-400,424",
        "s424-503,424",
        "s429,429",
        "s500,500",
        "s502,502",
        "s503,503",
        "s504,504"
    })
    void aDeploymentMisbehavesByItsName(String deployment, int status) {
        HttpResponse<String> response =
                post(AUTOML, "Bearer " + ScoringEndpoint.KEY, deployment, AUTOML_BODY.formatted("predict"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("ms-azureml-model-error-statuscode"))
                .isEqualTo(status == 424 ? java.util.Optional.of(deployment.substring(5)) : java.util.Optional.empty());
    }

    @Test
    void theNextRequestsCanBeGivenToOthers() {
        AUTOML.next("s503", "s408");

        assertThat(List.of(1, 2, 3))
                .extracting(
                        time -> post(AUTOML, AUTOML_BODY.formatted("predict")).statusCode())
                .containsExactly(503, 408, 200);
    }

    @Test
    void doubleEncodedJsonIsATextThatHoldsIt() {
        AUTOML.next("double-encoded");

        assertThat(post(AUTOML, AUTOML_BODY.formatted("predict_proba")).body()).startsWith("\"{\\\"result\\\":[[");
    }

    @Test
    void aBrokenConnectionIsNoAnswer() {
        AUTOML.next("cut", "drop");

        assertThatThrownBy(() -> post(AUTOML, AUTOML_BODY.formatted("predict"))).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> post(AUTOML, AUTOML_BODY.formatted("predict"))).hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Teams\" | 7 | .app_name is no text",
                "\"mouse_activity\":4 | \"mouse_activity\":4.5 | .mouse_activity is no whole number from 0 to 10",
                "\"hour\":14 | \"hour\":24 | .hour is no whole number from 0 to 23",
                "\"day_of_week\":2 | \"day_of_week\":0 | .day_of_week is no whole number from 1 to 7",
                "\"hour\":14, | `` | has other columns than the model",
                "\"hour\" | \"Hour\" | has other columns than the model",
                "predict | guess | Invalid predict method argument received",
                "[{ | {[ | the body is not what AUTOML takes"
            })
    void aModelFailsOnWhatItDoesNotKnow(String right, String wrong, String breach) {
        HttpResponse<String> response =
                post(AUTOML, AUTOML_BODY.formatted("predict").replace(right, wrong));

        assertThat(response.statusCode()).isEqualTo(424);
        assertThat(response.headers().firstValue("ms-azureml-model-error-statuscode"))
                .contains("500");
        assertThat(AUTOML.breaches()).anySatisfy(said -> assertThat(said).contains(breach));
    }

    @Test
    void recordsAreNotForMlflow() {
        assertThat(post(MLFLOW, AUTOML_BODY.formatted("predict")).statusCode()).isEqualTo(424);
    }

    private HttpResponse<String> post(ScoringEndpoint endpoint, String body) {
        return post(endpoint, "Bearer " + ScoringEndpoint.KEY, "", body);
    }

    private HttpResponse<String> post(ScoringEndpoint endpoint, String authorization, String deployment, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.scoringUri()))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!deployment.isEmpty()) {
            request.header("azureml-model-deployment", deployment);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
