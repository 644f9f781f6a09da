package io.modehub.standin;

import static io.modehub.standin.Bodies.call;
import static io.modehub.standin.Bodies.calls;
import static io.modehub.standin.Bodies.message;
import static io.modehub.standin.Bodies.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever breaks the format learns of it. */
class RulesTest {
    private static final Standin STANDIN = Standin.start(Standin.Options.PLAIN);

    private final Client client = new Client(STANDIN);

    @AfterAll
    static void stop() {
        STANDIN.close();
    }

    @AfterEach
    void forget() {
        STANDIN.forget();
    }

    @Test
    void aRightRequestBreaksNothing() {
        assertThat(client.azure("text", Bodies.of("text", "Hello")).statusCode())
                .isEqualTo(200);
        assertThat(client.openAi(Bodies.of("text", "Hello")).statusCode()).isEqualTo(200);
        assertThat(STANDIN.breaches()).isEmpty();
        assertThat(STANDIN.requests()).hasSize(2);
    }

    @Test
    void aWrongKeyIsRefusedButBreaksNothing() {
        HttpResponse<String> response =
                client.post(Client.OPENAI, "Authorization", "Bearer another", Bodies.of("text", "Hello"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(STANDIN.breaches()).isEmpty();
    }

    @Test
    void theKeyBelongsInItsHeader() {
        client.post(Client.AZURE.formatted("x"), "Authorization", "Bearer " + Standin.KEY, Bodies.of("x", "Hello"));
        client.post(Client.OPENAI, "api-key", Standin.KEY, Bodies.of("x", "Hello"));

        assertThat(STANDIN.breaches())
                .containsExactly(
                        "the key is not in the header it belongs in", "the key is not in the header it belongs in");
    }

    @Test
    void pathAndVersionMustBeRight() {
        client.post("/chat/completions", "api-key", Standin.KEY, Bodies.of("x", "Hello"));
        client.post("/openai/deployments/x/chat/completions", "api-key", Standin.KEY, Bodies.of("x", "Hello"));

        assertThat(STANDIN.breaches()).hasSize(2).anyMatch(breach -> breach.startsWith("api-version"));
    }

    @Test
    void everyCallMustBeAnsweredOnce() {
        JsonObject calls = calls(call("a", "active_time", "{}"), call("b", "breaks", "{}"));
        JsonObject answer = result("a", new JsonObject());

        assertThat(breach(Bodies.object("x", message("user", "?"), calls, answer)))
                .contains("[b] are not answered");
        assertThat(breach(Bodies.object("x", message("user", "?"), calls, answer, message("user", "?"))))
                .contains("before answers to the calls [b]");
        assertThat(breach(Bodies.object("x", message("user", "?"), answer))).contains("answers no open call");
    }

    @Test
    void theStreamMustBeAskedForWithItsCount() {
        assertThat(breachOf(body -> body.put("stream", false))).contains("stream is not true");
        assertThat(breachOf(body -> body.remove("stream_options"))).contains("include_usage");
    }

    @Test
    void nothingUnknownIsSent() {
        assertThat(breachOf(body -> body.put("verbosity", 1))).contains("unknown field verbosity");
        assertThat(breachOf(
                        body -> body.getJsonArray("messages").getJsonObject(0).put("x", 1)))
                .contains("unknown field messages[0].x");
    }

    @Test
    void toolsMustHaveSchemas() {
        assertThat(breachOf(body -> parameters(body).put("required", JsonArray.of("nowhere"))))
                .contains("required names what is not there: nowhere");
        assertThat(breachOf(body -> parameters(body).remove("type"))).contains("no schema of an object");
        assertThat(breachOf(
                        body -> parameters(body).getJsonObject("properties").put("x", JsonObject.of("type", "text"))))
                .contains("type is unknown: text");
        assertThat(breachOf(
                        body -> parameters(body).getJsonObject("properties").put("x", JsonObject.of("type", "array"))))
                .contains("items is missing");
        assertThat(breachOf(body -> body.getJsonArray("tools").add(Bodies.tool("chart"))))
                .contains("not new: chart");
        assertThat(breachOf(body -> body.put("tools", new JsonArray()))).contains("tools is empty");
    }

    private static JsonObject parameters(JsonObject body) {
        return body.getJsonArray("tools")
                .getJsonObject(0)
                .getJsonObject("function")
                .getJsonObject("parameters");
    }

    private String breachOf(Consumer<JsonObject> change) {
        JsonObject body = Bodies.object("x", message("user", "?"));
        change.accept(body);
        return breach(body);
    }

    private String breach(JsonObject body) {
        STANDIN.forget();
        assertThat(client.openAi(body.encode()).statusCode()).isEqualTo(400);
        return String.join("; ", STANDIN.breaches());
    }
}
