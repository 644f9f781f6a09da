package io.modehub.chat.models;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls put together from their deltas. By the format an id comes once for each index; servers also repeat the id, leave
 * the index out, give each call the same index, or send arguments as an object.
 */
final class ToolCalls {
    private final List<Call> calls = new ArrayList<>();

    private static final class Call {
        private final @Nullable Integer index;
        private final StringBuilder arguments = new StringBuilder();
        private final String id;
        private String name = "";

        Call(@Nullable Integer index, String id) {
            this.index = index;
            this.id = id;
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** @param deltas the value of {@code tool_calls}; throws {@link ClassCastException} where it has another form */
    void add(JsonArray deltas) {
        for (int i = 0; i < deltas.size(); i++) {
            JsonObject delta = deltas.getJsonObject(i);
            Call call = call(delta.getInteger("index"), delta.getString("id"));
            JsonObject function = delta.getJsonObject("function", new JsonObject());
            if (call.name.isEmpty()) {
                call.name = function.getString("name", "");
            }
            Object arguments = function.getValue("arguments");
            if (arguments instanceof JsonObject object) {
                call.arguments.append(object.encode());
            } else if (arguments != null) {
                call.arguments.append((String) arguments);
            }
        }
    }

    /** A delta for each call. */
    List<JsonObject> whole() {
        List<JsonObject> deltas = new ArrayList<>();
        for (Call call : calls) {
            int index = deltas.size();
            JsonObject function = JsonObject.of("name", call.name, "arguments", call.arguments.toString());
            String id = call.id.isEmpty() ? "call_" + index : call.id;
            deltas.add(JsonObject.of(
                    "tool_calls",
                    JsonArray.of(JsonObject.of("index", index, "id", id, "type", "function", "function", function))));
        }
        return deltas;
    }

    private Call call(@Nullable Integer index, @Nullable String givenId) {
        String id = givenId == null ? "" : givenId;
        for (int i = calls.size() - 1; i >= 0; i--) {
            Call known = calls.get(i);
            boolean same = id.isEmpty() ? index == null || index.equals(known.index) : id.equals(known.id);
            if (same) {
                return known;
            }
        }
        Call added = new Call(index, id);
        calls.add(added);
        return added;
    }
}
