package io.modehub.standin;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the format asks of a request; a real server would refuse the same, or pass it over in silence, which is worse. */
final class Rules {
    private static final String API_VERSION = "20\\d\\d-\\d\\d-\\d\\d(-preview)?";
    private static final int MAX_TOOLS = 128;
    private static final Set<String> FIELDS = Set.of(
            "messages",
            "model",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "user",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "temperature",
            "top_p",
            "seed",
            "stop",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "response_format",
            "reasoning_effort");
    private static final Map<String, Set<String>> MESSAGE_FIELDS = Map.of(
            "system", Set.of("role", "content", "name"),
            "developer", Set.of("role", "content", "name"),
            "user", Set.of("role", "content", "name"),
            "assistant", Set.of("role", "content", "name", "tool_calls", "refusal"),
            "tool", Set.of("role", "content", "tool_call_id"));

    private final List<String> breaches = new ArrayList<>();

    private Rules() {}

    /** All that is wrong with a request whose path is known and whose body is an object; none: it is right. */
    static List<String> breaches(Dialect dialect, String apiVersion, MultiMap headers, JsonObject body) {
        Rules rules = new Rules();
        rules.check(
                dialect == Dialect.OPENAI || apiVersion.matches(API_VERSION),
                "api-version is missing or has another form");
        rules.check(dialect == Dialect.AZURE || apiVersion.isEmpty(), "api-version does not belong here");
        rules.check(dialect.key(headers).isPresent(), "the key is not in the header it belongs in");
        rules.check(
                headers.contains("Content-Type", "application/json", true)
                        || String.valueOf(headers.get("Content-Type")).startsWith("application/json;"),
                "Content-Type is not application/json");
        rules.body(dialect, body);
        return rules.breaches;
    }

    private void check(boolean right, String breach) {
        if (!right) {
            breaches.add(breach);
        }
    }

    private void body(Dialect dialect, JsonObject body) {
        onlyKnown(body, FIELDS, "");
        check(Boolean.TRUE.equals(body.getValue("stream")), "stream is not true");
        check(
                body.getValue("stream_options") instanceof JsonObject options
                        && Boolean.TRUE.equals(options.getValue("include_usage")),
                "stream_options.include_usage is not true");
        check(dialect == Dialect.AZURE || body.getValue("model") instanceof String, "model is missing");
        check(
                !(body.containsKey("max_tokens") && body.containsKey("max_completion_tokens")),
                "max_tokens and max_completion_tokens are both set");
        if (body.getValue("messages") instanceof JsonArray messages && !messages.isEmpty()) {
            messages(messages);
        } else {
            check(false, "messages is missing or empty");
        }
        boolean tools = body.getValue("tools") instanceof JsonArray;
        check(tools || !body.containsKey("tools"), "tools is no array");
        check(tools || !body.containsKey("tool_choice"), "tool_choice without tools");
        check(tools || !body.containsKey("parallel_tool_calls"), "parallel_tool_calls without tools");
        if (tools) {
            tools(body.getJsonArray("tools"));
        }
    }

    private void messages(JsonArray messages) {
        Set<Object> open = new LinkedHashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            JsonObject message = messages.getJsonObject(i);
            String role = String.valueOf(message.getValue("role"));
            Set<String> fields = MESSAGE_FIELDS.get(role);
            if (fields == null) {
                check(false, at + ".role is unknown: " + role);
                continue;
            }
            onlyKnown(message, fields, at + ".");
            if (role.equals("tool")) {
                check(
                        open.remove(message.getValue("tool_call_id")),
                        at + ".tool_call_id answers no open call: " + message.getValue("tool_call_id"));
            } else {
                check(open.isEmpty(), at + " comes before answers to the calls " + open);
                open.clear();
            }
            check(message.getValue("content") != null || message.containsKey("tool_calls"), at + ".content is missing");
            if (message.getValue("tool_calls") instanceof JsonArray calls) {
                check(!calls.isEmpty(), at + ".tool_calls is empty");
                for (int j = 0; j < calls.size(); j++) {
                    call(calls.getJsonObject(j), at + ".tool_calls[" + j + "]", open);
                }
            }
        }
        check(open.isEmpty(), "the calls " + open + " are not answered");
    }

    private void call(JsonObject call, String at, Set<Object> open) {
        onlyKnown(call, Set.of("id", "type", "function"), at + ".");
        check(
                call.getValue("id") instanceof String id && !id.isEmpty() && open.add(id),
                at + ".id is missing or not new");
        check("function".equals(call.getValue("type")), at + ".type is not function");
        check(
                call.getValue("function") instanceof JsonObject function
                        && function.getValue("name") instanceof String
                        && function.getValue("arguments") instanceof String,
                at + ".function has no name or no arguments as text");
    }

    private void tools(JsonArray tools) {
        check(!tools.isEmpty(), "tools is empty");
        check(tools.size() <= MAX_TOOLS, "more than " + MAX_TOOLS + " tools");
        Set<Object> names = new LinkedHashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            String at = "tools[" + i + "]";
            JsonObject tool = tools.getJsonObject(i);
            onlyKnown(tool, Set.of("type", "function"), at + ".");
            check("function".equals(tool.getValue("type")), at + ".type is not function");
            if (tool.getValue("function") instanceof JsonObject function) {
                onlyKnown(function, Set.of("name", "description", "parameters", "strict"), at + ".function.");
                Object name = function.getValue("name");
                check(
                        name instanceof String text && text.matches("[a-zA-Z0-9_-]{1,64}") && names.add(text),
                        at + ".function.name has another form or is not new: " + name);
                Schema.breaches(function.getValue("parameters"), at + ".function.parameters", breaches);
            } else {
                check(false, at + ".function is missing");
            }
        }
    }

    private void onlyKnown(JsonObject object, Set<String> fields, String at) {
        object.fieldNames().stream()
                .filter(name -> !fields.contains(name))
                .forEach(name -> breaches.add("unknown field " + at + name));
    }
}
