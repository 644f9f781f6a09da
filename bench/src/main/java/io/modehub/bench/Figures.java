package io.modehub.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found: a table for people, then one line of JSON. */
final class Figures {
    private final JsonObject json;
    private final List<String> rows = new ArrayList<>();

    Figures(String benchmark, boolean brief) {
        json = JsonObject.of("benchmark", benchmark, "short", brief);
    }

    /** A heading of the table. */
    Figures part(String title) {
        rows.add("");
        rows.add(title);
        return this;
    }

    /**
     * @param key name in the JSON object, unit included
     * @param words the same for people
     */
    Figures add(String key, String words, double value, String unit) {
        double rounded = Math.round(value * 100) / 100.0;
        json.put(key, rounded);
        String shown = Math.abs(value) >= 1_000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
        rows.add(String.format(Locale.ROOT, "  %-52s %12s %s", words, shown, unit));
        return this;
    }

    /**
     * A row of several figures.
     *
     * @param values by name in the JSON object, unit included, in order of columns
     */
    Figures row(String words, Map<String, Double> values, String unit) {
        StringBuilder columns = new StringBuilder();
        values.forEach((key, value) -> {
            json.put(key, Math.round(value * 100) / 100.0);
            columns.append(String.format(Locale.ROOT, " %10.2f", value));
        });
        rows.add(String.format(Locale.ROOT, "  %-40s%s %s", words, columns, unit));
        return this;
    }

    /** A line for people alone. */
    Figures line(String words) {
        rows.add("  " + words);
        return this;
    }

    void print() {
        rows.forEach(System.out::println);
        System.out.println();
        System.out.println(json.encode());
    }
}
