package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.models.LanguageModel.End;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    private final Chunks chunks = new Chunks();

    @Test
    void filterResultsAndEmptyDeltasAreNoChunks() {
        assertThat(taken("{\"choices\":[],\"prompt_filter_results\":[{}]}")).isEmpty();
        assertThat(taken("{\"choices\":[{\"index\":0,\"content_filter_offsets\":{},\"finish_reason\":null}]}"))
                .isEmpty();
        assertThat(taken("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}"))
                .isEmpty();
        assertThat(chunks.heard()).isFalse();
    }

    @Test
    void toolCallsComeWholeBeforeTheFinish() {
        taken(call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"));
        taken(call("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}"));
        taken(call("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"));
        taken(call("{\"index\":1,\"function\":{\"arguments\":\"}\"}}"));
        assertThat(chunks.heard()).isTrue();
        assertThat(chunks.end()).isEmpty();

        List<JsonObject> last = taken("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");

        assertThat(calls(last)).containsExactly("0 a f {}", "1 b g {}");
        assertThat(last).hasSize(3);
        assertThat(chunks.end()).contains(End.TOOL_CALLS);
    }

    @Test
    void callsWithoutIndexOrIdOrWithArgumentsAsAnObjectAreCallsToo() {
        taken(call("{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}"));

        assertThat(calls(taken("{\"choices\":[{\"finish_reason\":\"stop\"}]}")))
                .containsExactly("0 call_0 f {\"x\":1}");
        assertThat(chunks.end()).contains(End.TOOL_CALLS);
    }

    @Test
    void theFirstFinishCounts() {
        taken("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}");

        assertThat(taken("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"))
                .isEmpty();
        assertThat(chunks.end()).contains(End.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "17",
                "{\"choices\":{}}",
                "{\"choices\":[7]}",
                "{\"choices\":[{\"delta\":\"x\"}]}",
                "{\"choices\":[{\"delta\":{\"content\":[1]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":\"x\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":7}}]}}]}",
                "{\"usage\":7}"
            })
    void whatHasAnotherFormIsBad(String data) {
        assertThat(chunks.take(data)).isInstanceOf(Chunks.Taken.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[null]}",
                "{\"error\":null}"
            })
    void whatSaysNothingIsPassedOver(String data) {
        assertThat(taken(data)).isEmpty();
    }

    private List<JsonObject> taken(String data) {
        Chunks.Taken taken = chunks.take(data);
        assertThat(taken).isInstanceOf(Chunks.Taken.Some.class);
        return ((Chunks.Taken.Some) taken).chunks();
    }

    private static String call(String call) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + call + "]}}]}";
    }

    private static List<String> calls(List<JsonObject> all) {
        return all.stream()
                .map(chunk -> chunk.getJsonArray("choices").getJsonObject(0).getJsonObject("delta"))
                .filter(delta -> delta.containsKey("tool_calls"))
                .map(delta -> delta.getJsonArray("tool_calls").getJsonObject(0))
                .map(call -> call.getInteger("index") + " " + call.getString("id") + " "
                        + call.getJsonObject("function").getString("name") + " "
                        + call.getJsonObject("function").getString("arguments"))
                .toList();
    }
}
