package io.modehub.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Requests as they should be. */
final class Bodies {
    private static final List<String> TOOLS =
            List.of("active_time", "compare", "work_pattern", "breaks", "focus_stretches", "switches", "chart");

    private Bodies() {}

    static String of(String model, String question) {
        return object(model, message("system", "You answer."), message("user", question))
                .encode();
    }

    static JsonObject object(String model, JsonObject... messages) {
        JsonArray tools = new JsonArray();
        TOOLS.forEach(name -> tools.add(tool(name)));
        return JsonObject.of(
                "model",
                model,
                "stream",
                true,
                "stream_options",
                JsonObject.of("include_usage", true),
                "max_tokens",
                800,
                "messages",
                new JsonArray(List.of((Object[]) messages)),
                "tools",
                tools);
    }

    static JsonObject message(String role, String content) {
        return JsonObject.of("role", role, "content", content);
    }

    static JsonObject call(String id, String tool, String arguments) {
        return JsonObject.of(
                "id", id, "type", "function", "function", JsonObject.of("name", tool, "arguments", arguments));
    }

    static JsonObject calls(JsonObject... calls) {
        return JsonObject.of(
                "role", "assistant", "content", null, "tool_calls", new JsonArray(List.of((Object[]) calls)));
    }

    static JsonObject result(String id, JsonObject result) {
        return JsonObject.of("role", "tool", "tool_call_id", id, "content", result.encode());
    }

    static JsonObject tool(String name) {
        JsonObject parameters = JsonObject.of(
                "type", "object",
                "properties", JsonObject.of("period", JsonObject.of("type", "string")),
                "required", JsonArray.of("period"));
        return JsonObject.of(
                "type",
                "function",
                "function",
                JsonObject.of("name", name, "description", "x", "parameters", parameters));
    }
}
