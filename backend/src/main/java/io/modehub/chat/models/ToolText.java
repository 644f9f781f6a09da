package io.modehub.chat.models;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolSpec;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.modehub.chat.tools.Unit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tools and their results as models read them: durations as people write them, since models divide badly. */
final class ToolText {
    /** About 4,000 tokens. */
    private static final int MAX_CHARACTERS = 12_000;

    private ToolText() {}

    static ToolSpecification specification(ToolSpec spec) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        spec.parameters().forEach(parameter -> schema.addProperty(parameter.name(), element(parameter)));
        schema.required(spec.parameters().stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList());
        schema.additionalProperties(false);
        return ToolSpecification.builder()
                .name(spec.name())
                .description(spec.description())
                .parameters(schema.build())
                .build();
    }

    private static JsonSchemaElement element(Parameter parameter) {
        return switch (parameter.kind()) {
            case TEXT ->
                JsonStringSchema.builder().description(parameter.description()).build();
            case WHOLE_NUMBER ->
                JsonIntegerSchema.builder().description(parameter.description()).build();
            case CHOICE ->
                JsonEnumSchema.builder()
                        .description(parameter.description())
                        .enumValues(parameter.choices())
                        .build();
            case WHOLE_NUMBERS ->
                JsonArraySchema.builder()
                        .description(parameter.description())
                        .items(new JsonIntegerSchema())
                        .build();
        };
    }

    /** A result, as long as a model should have to read. */
    static String of(ToolResult result) {
        JsonObject json = JsonObject.of("ref", result.ref());
        JsonArray periods = new JsonArray();
        result.periods()
                .forEach(period -> periods.add(JsonObject.of("label", period.label(), "ended", period.complete())));
        if (!periods.isEmpty()) {
            json.put("periods", periods);
        }
        JsonObject facts = new JsonObject();
        result.facts().forEach((name, fact) -> facts.put(name(name), value(fact.unit(), fact.value())));
        json.put("facts", facts);
        JsonArray rows = new JsonArray();
        json.put("rows", rows);
        int room = MAX_CHARACTERS - json.encode().length();
        boolean truncated = result.truncated();
        for (var row : result.rows()) {
            JsonObject one = new JsonObject();
            for (int i = 0; i < row.size(); i++) {
                one.put(
                        name(result.columns().get(i).name()),
                        value(result.columns().get(i).unit(), row.get(i)));
            }
            room -= one.encode().length() + 1;
            if (room < 0) {
                truncated = true;
                break;
            }
            rows.add(one);
        }
        if (truncated) {
            json.put("truncated", true);
        }
        return json.encode();
    }

    /** {@code totalMs} is told as {@code total}: what follows is not in milliseconds. */
    private static String name(String name) {
        return name.endsWith("Ms") ? name.substring(0, name.length() - 2) : name;
    }

    private static @Nullable Object value(Unit unit, @Nullable Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        double x = number.doubleValue();
        return switch (unit) {
            case MS -> duration(Math.round(x));
            case TIME_OF_DAY -> clock(Math.round(x));
            case SHARE -> Math.round(x * 100) + "%";
            case DB, LEVEL, COUNT -> x == Math.rint(x) ? (Object) Math.round(x) : (Object) (Math.round(x * 10) / 10.0);
            case TEXT, INSTANT -> value;
        };
    }

    static String duration(long ms) {
        if (Math.abs(ms) < 60_000 && ms != 0) {
            return Math.round(ms / 1_000.0) + " s";
        }
        long minutes = Math.round(Math.abs(ms) / 60_000.0);
        String sign = ms < 0 ? "-" : "";
        if (minutes < 60) {
            return sign + minutes + " min";
        }
        return sign + minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    static String clock(long ms) {
        long minutes = Math.floorDiv(ms, 60_000);
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    }
}
