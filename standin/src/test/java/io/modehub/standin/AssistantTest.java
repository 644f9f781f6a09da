package io.modehub.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it says is what the tools said. */
class AssistantTest {
    private static final Standin STANDIN = Standin.start(Standin.Options.PLAIN);

    private final Client client = new Client(STANDIN);

    @AfterAll
    static void stop() {
        STANDIN.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wie lange war ich letzte Woche in welchem Modus? | active_time {\"period\":\"last_week\",\"group_by\":\"mode\"}",
                "Which app did I use most yesterday? | active_time {\"period\":\"yesterday\",\"group_by\":\"app\"}",
                "Wann arbeite ich am meisten? | active_time {\"period\":\"last_7_days\",\"group_by\":\"hour\"}",
                "Analysiere meine Work-Life-Balance | work_pattern {\"period\":\"last_7_days\"}, breaks {\"period\":\"last_7_days\"}",
                "Did I work more than last week? | compare {\"period_a\":\"this_week\",\"period_b\":\"last_week\"}"
            })
    void aQuestionMakesItCallATool(String question, String calls) {
        assertThat(calls(client.azure("gpt-4o", Bodies.of("gpt-4o", question)).body()))
                .isEqualTo(calls);
    }

    @Test
    void theLargestRowAndTheTotalAreTheAnswer() {
        String answer = answer(
                "Wie lange war ich letzte Woche in welchem Modus?",
                JsonObject.of(
                        "ref", "r1",
                        "periods", JsonArray.of(JsonObject.of("label", "letzte Woche")),
                        "facts", JsonObject.of("total", "20 h 5 min"),
                        "rows",
                                JsonArray.of(
                                        JsonObject.of("key", "Meeting", "active", "50 min", "share", "4%"),
                                        JsonObject.of("key", "Work", "active", "12 h 30 min", "share", "62%"))));

        assertThat(answer)
                .isEqualTo("Am meisten: **Work** mit 12 h 30 min [r1] (letzte Woche). Insgesamt 20 h 5 min [r1].");
    }

    @Test
    void anotherResultIsAnotherAnswer() {
        String answer = answer(
                "When do I work most?",
                JsonObject.of(
                        "ref", "r2",
                        "facts", JsonObject.of("total", "3 h"),
                        "rows",
                                JsonArray.of(
                                        JsonObject.of("key", "14", "active", "3 h"),
                                        JsonObject.of("key", "9", "active", "10 s"))));

        assertThat(answer).isEqualTo("Most: **14:00–15:00** with 3 h [r2]. In total 3 h [r2].");
    }

    @Test
    void nothingFoundIsNoData() {
        assertThat(answer(
                        "Wie lange gestern?",
                        JsonObject.of("ref", "r1", "facts", JsonObject.of("total", "0 min"), "rows", new JsonArray())))
                .isEqualTo("Keine Daten [r1].");
    }

    @Test
    void theLastQuestionCounts() {
        JsonObject body = Bodies.object(
                "gpt-4o",
                Bodies.message("user", "Which app did I use most?"),
                Bodies.calls(Bodies.call("a", "active_time", "{}")),
                Bodies.result("a", JsonObject.of("ref", "r1")),
                Bodies.message("assistant", "Most: code."),
                Bodies.message("user", "And my breaks today?"));

        assertThat(calls(client.openAi(body.encode()).body())).isEqualTo("breaks {\"period\":\"today\"}");
    }

    @Test
    void withoutToolsItQuotesTheSummary() {
        JsonObject body = Bodies.object(
                "gpt-4o",
                Bodies.message("system", "Rules.\n[d1] last week: Work 12 h\n"),
                Bodies.message("user", "How long?"));
        body.remove("tools");

        assertThat(text(client.openAi(body.encode()).body())).isEqualTo("From the summary: [d1] last week: Work 12 h");
    }

    private String answer(String question, JsonObject result) {
        JsonObject body = Bodies.object(
                "gpt-4o",
                Bodies.message("user", question),
                Bodies.calls(Bodies.call("a", "active_time", "{}")),
                Bodies.result("a", result));
        return text(client.openAi(body.encode()).body());
    }

    private static String text(String stream) {
        return deltas(stream).stream()
                .map(delta -> delta.getString("content", ""))
                .collect(Collectors.joining());
    }

    private static String calls(String stream) {
        StringBuilder calls = new StringBuilder();
        for (JsonObject delta : deltas(stream)) {
            if (delta.containsKey("tool_calls")) {
                JsonObject function =
                        delta.getJsonArray("tool_calls").getJsonObject(0).getJsonObject("function");
                if (function.containsKey("name")) {
                    calls.append(calls.length() == 0 ? "" : ", ")
                            .append(function.getString("name"))
                            .append(' ');
                }
                calls.append(function.getString("arguments"));
            }
        }
        return calls.toString();
    }

    private static List<JsonObject> deltas(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring("data: ".length())))
                .filter(chunk -> !chunk.getJsonArray("choices").isEmpty())
                .map(chunk -> chunk.getJsonArray("choices").getJsonObject(0).getJsonObject("delta"))
                .toList();
    }
}
