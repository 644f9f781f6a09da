package io.modehub.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers look like those of the servers it stands in for. */
class WireTest {
    private static final Standin STANDIN = Standin.start(Standin.Options.PLAIN);

    private final Client client = new Client(STANDIN);

    @AfterAll
    static void stop() {
        STANDIN.close();
    }

    @Test
    void azureBeginsWithFilterResultsAndNoChoice() {
        List<JsonObject> chunks = chunks(client.azure("text", Bodies.of("text", "Hello")));

        assertThat(chunks.get(0).getJsonArray("choices")).isEmpty();
        assertThat(chunks.get(0).containsKey("prompt_filter_results")).isTrue();
        assertThat(delta(chunks.get(1))).isEqualTo(JsonObject.of("role", "assistant", "content", "", "refusal", null));
        assertThat(delta(chunks.get(2)).getString("content")).isEqualTo("Am meisten");
        assertThat(choice(chunks.get(2)).getJsonObject("content_filter_results"))
                .isNotNull();
        assertThat(choice(chunks.get(chunks.size() - 2)).getString("finish_reason"))
                .isEqualTo("stop");
        JsonObject usage = chunks.get(chunks.size() - 1);
        assertThat(usage.getJsonArray("choices")).isEmpty();
        assertThat(usage.getJsonObject("usage").getInteger("total_tokens"))
                .isEqualTo(usage.getJsonObject("usage").getInteger("prompt_tokens") + 7);
    }

    @Test
    void openAiBeginsWithTheRole() {
        List<JsonObject> chunks = chunks(client.openAi(Bodies.of("text", "Hello")));

        assertThat(delta(chunks.get(0)).getString("role")).isEqualTo("assistant");
        assertThat(choice(chunks.get(0)).containsKey("content_filter_results")).isFalse();
        assertThat(chunks.get(0).getString("object")).isEqualTo("chat.completion.chunk");
        assertThat(chunks.get(0).getString("model")).isEqualTo("text");
    }

    @Test
    void aCallHasItsIdInItsFirstDeltaAlone() {
        List<JsonObject> calls = chunks(client.azure("tools", Bodies.of("tools", "Hello"))).stream()
                .filter(chunk ->
                        !chunk.getJsonArray("choices").isEmpty() && delta(chunk).containsKey("tool_calls"))
                .map(chunk -> delta(chunk).getJsonArray("tool_calls").getJsonObject(0))
                .toList();

        assertThat(calls.stream().filter(call -> call.containsKey("id")).map(call -> call.getString("id")))
                .containsExactly("call_A1", "call_B2");
        assertThat(calls.stream().filter(call -> call.getInteger("index") == 0).skip(1))
                .allSatisfy(call ->
                        assertThat(call.getJsonObject("function").fieldNames()).containsExactly("arguments"));
    }

    @Test
    void theAsynchronousFilterSendsChoicesWithoutADelta() {
        assertThat(chunks(client.azure("async-filter", Bodies.of("x", "Hello"))))
                .filteredOn(chunk -> !chunk.getJsonArray("choices").isEmpty()
                        && !choice(chunk).containsKey("delta"))
                .hasSize(2)
                .allSatisfy(chunk -> assertThat(choice(chunk).getJsonObject("content_filter_offsets"))
                        .isNotNull());
    }

    @Test
    void linesMayEndInReturns() {
        assertThat(client.openAi(Bodies.of("crlf", "Hello")).body())
                .contains("\r\n\r\n")
                .endsWith("data: [DONE]\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "401,401,401",
        "403,403,403",
        "404,404,DeploymentNotFound",
        "filtered,400,content_filter",
        "too-long,400,context_length_exceeded",
        "429,429,429",
        "500,500,InternalServerError"
    })
    void azureErrorsHaveItsCodes(String script, int status, String code) {
        HttpResponse<String> response = client.azure(script, Bodies.of("x", "Hello"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("code"))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"401,401,invalid_api_key", "404,404,model_not_found", "429-1s,429,rate_limit_exceeded"})
    void openAiErrorsHaveItsCodes(String script, int status, String code) {
        HttpResponse<String> response = client.openAi(Bodies.of(script, "Hello"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("code"))
                .isEqualTo(code);
    }

    @Test
    void aLimitMayLastADay() {
        assertThat(client.azure("429-day", Bodies.of("x", "Hello")).headers().firstValue("Retry-After"))
                .contains("86400");
        assertThat(client.azure("429", Bodies.of("x", "Hello")).headers().firstValue("Retry-After"))
                .isEmpty();
    }

    @Test
    void aMarkerInTheQuestionChoosesTheScript() {
        assertThat(client.azure("gpt-4o", Bodies.of("x", "Please [[too-long]]")).statusCode())
                .isEqualTo(400);
    }

    static List<JsonObject> chunks(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        return Arrays.stream(response.body().split("\n\n"))
                .map(event -> event.replaceFirst("^data: ", ""))
                .filter(data -> !data.equals("[DONE]"))
                .map(JsonObject::new)
                .toList();
    }

    private static JsonObject choice(JsonObject chunk) {
        JsonArray choices = chunk.getJsonArray("choices");
        return choices.getJsonObject(0);
    }

    private static JsonObject delta(JsonObject chunk) {
        return choice(chunk).getJsonObject("delta", new JsonObject());
    }
}
