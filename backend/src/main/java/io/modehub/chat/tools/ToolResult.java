package io.modehub.chat.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool found.
 *
 * @param ref its name within the turn: {@code r1}, {@code r2}, …
 * @param arguments as they were understood, defaults filled in
 * @param periods the one asked about, or the two compared
 * @param facts single values by name, such as {@code totalMs}; each has a {@link Fact#unit}
 * @param columns what the values of each row are; the first is the row's key
 * @param rows at most {@link #MAX_ROWS}
 * @param truncated whether there were more
 */
public record ToolResult(
        String ref,
        String tool,
        JsonObject arguments,
        List<Period> periods,
        Map<String, Fact> facts,
        List<Column> columns,
        List<List<@Nullable Object>> rows,
        boolean truncated) {
    public static final int MAX_ROWS = 60;

    /** A tool and what it was asked. */
    public record Call(String tool, JsonObject arguments) {}

    /** A single value: a {@link Number}, or a {@link String} where the unit is text or a moment; null: there is none. */
    public record Fact(Unit unit, @Nullable Object value) {}

    /** A column of the rows. */
    public record Column(String name, Unit unit) {}

    /** The value of a fact as a number; 0 where there is none. */
    public double number(String fact) {
        Fact found = facts.get(fact);
        return found != null && found.value() instanceof Number number ? number.doubleValue() : 0;
    }

    /** As programs read it. */
    public JsonObject json() {
        JsonArray periodsJson = new JsonArray();
        periods.forEach(period -> periodsJson.add(JsonObject.of(
                "asked", period.asked(),
                "label", period.label(),
                "from", period.from().toString(),
                "to", period.to().toString(),
                "timezone", period.zone().getId(),
                "complete", period.complete())));
        JsonObject factsJson = new JsonObject();
        facts.forEach((name, fact) -> factsJson.put(name, fact.value()));
        JsonArray columnsJson = new JsonArray();
        columns.forEach(column -> columnsJson.add(
                JsonObject.of("name", column.name(), "unit", column.unit().wire())));
        JsonArray rowsJson = new JsonArray();
        rows.forEach(row -> {
            JsonObject object = new JsonObject();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i).name(), row.get(i));
            }
            rowsJson.add(object);
        });
        return JsonObject.of(
                "ref", ref,
                "arguments", arguments,
                "periods", periodsJson,
                "facts", factsJson,
                "columns", columnsJson,
                "rows", rowsJson,
                "truncated", truncated);
    }
}
