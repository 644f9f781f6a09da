package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolResult.Column;
import io.modehub.chat.tools.ToolResult.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as it is written down. */
final class Findings {
    private final String ref;
    private final String tool;
    private final Arguments arguments;
    private final List<Period> periods = new ArrayList<>();
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private int limit = ToolResult.MAX_ROWS;
    private boolean truncated;

    Findings(String ref, String tool, Arguments arguments) {
        this.ref = ref;
        this.tool = tool;
        this.arguments = arguments;
    }

    Findings over(Period period) {
        periods.add(period);
        return this;
    }

    Findings fact(String name, Unit unit, @Nullable Object value) {
        facts.put(name, new Fact(unit, value));
        return this;
    }

    Findings column(String name, Unit unit) {
        columns.add(new Column(name, unit));
        return this;
    }

    /** At most so many rows. */
    Findings atMost(int rows) {
        limit = Math.min(rows, ToolResult.MAX_ROWS);
        return this;
    }

    Findings row(@Nullable Object... values) {
        if (rows.size() < limit) {
            List<@Nullable Object> row = new ArrayList<>(values.length);
            Collections.addAll(row, values);
            rows.add(Collections.unmodifiableList(row));
        } else {
            truncated = true;
        }
        return this;
    }

    /** There was more than the rows tell. */
    void isTruncated() {
        truncated = true;
    }

    ToolResult done() {
        return new ToolResult(
                ref,
                tool,
                arguments.given().copy(),
                List.copyOf(periods),
                Collections.unmodifiableMap(facts),
                List.copyOf(columns),
                List.copyOf(rows),
                truncated);
    }
}
