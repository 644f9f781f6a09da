package io.modehub.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of JSON Schema that tools' parameters may use. */
final class Schema {
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");
    private static final Set<String> FIELDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "enum",
            "items",
            "additionalProperties",
            "minimum",
            "maximum");

    private Schema() {}

    /** Adds to the breaches all that is wrong with the parameters of a tool. */
    static void breaches(@Nullable Object parameters, String at, List<String> breaches) {
        if (parameters instanceof JsonObject schema && "object".equals(schema.getValue("type"))) {
            element(schema, at, breaches);
        } else {
            breaches.add(at + " is no schema of an object");
        }
    }

    private static void element(JsonObject schema, String at, List<String> breaches) {
        schema.fieldNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> breaches.add("unknown field " + at + "." + name));
        Object type = schema.getValue("type");
        if (!TYPES.contains(String.valueOf(type))) {
            breaches.add(at + ".type is unknown: " + type);
        }
        if (schema.containsKey("enum")
                && !(schema.getValue("enum") instanceof JsonArray choices && !choices.isEmpty())) {
            breaches.add(at + ".enum is no array with values");
        }
        if ("array".equals(type)) {
            if (schema.getValue("items") instanceof JsonObject items) {
                element(items, at + ".items", breaches);
            } else {
                breaches.add(at + ".items is missing");
            }
        }
        if ("object".equals(type)) {
            properties(schema, at, breaches);
        }
    }

    private static void properties(JsonObject schema, String at, List<String> breaches) {
        if (!(schema.getValue("properties") instanceof JsonObject properties)) {
            breaches.add(at + ".properties is missing");
            return;
        }
        for (String name : properties.fieldNames()) {
            if (properties.getValue(name) instanceof JsonObject property) {
                element(property, at + ".properties." + name, breaches);
            } else {
                breaches.add(at + ".properties." + name + " is no object");
            }
        }
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (int i = 0; required != null && i < required.size(); i++) {
            if (!properties.containsKey(required.getString(i))) {
                breaches.add(at + ".required names what is not there: " + required.getString(i));
            }
        }
    }
}
