package io.modehub.chat;

import io.modehub.chat.ChatEvent.Chart;
import io.modehub.chat.ChatEvent.ChartKind;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolResult.Column;
import io.modehub.chat.tools.Toolbox;
import io.modehub.chat.tools.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Charts of results' rows: the numbers are the result's own, whoever asked for the chart. */
public final class Charts {
    private static final Set<Unit> DRAWABLE = Set.of(Unit.MS, Unit.COUNT, Unit.LEVEL, Unit.DB);

    private Charts() {}

    /** The chart a call of {@link Toolbox#CHART} asked for. */
    public static Optional<Chart> drawn(Toolbox toolbox, ToolResult asked) {
        ChartKind kind = "line".equals(asked.arguments().getString("kind")) ? ChartKind.LINE : ChartKind.BAR;
        return toolbox.result(asked.arguments().getString("ref")).flatMap(result -> of(result, kind));
    }

    /** The rows by their key, all columns of the first drawable unit; empty where there are fewer than two. */
    public static Optional<Chart> of(ToolResult result, ChartKind kind) {
        List<Column> columns = result.columns();
        Optional<Unit> unit = columns.stream()
                .skip(1)
                .map(Column::unit)
                .filter(DRAWABLE::contains)
                .findFirst();
        if (unit.isEmpty() || result.rows().size() < 2) {
            return Optional.empty();
        }
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 1; i < columns.size(); i++) {
            if (columns.get(i).unit() == unit.get() && !isDifference(columns.get(i))) {
                series.add(new Chart.Series(columns.get(i).name(), points(result, i)));
            }
        }
        return Optional.of(new Chart(result.ref(), kind, unit.get().wire(), series));
    }

    private static boolean isDifference(Column column) {
        return column.name().startsWith("difference");
    }

    private static List<Chart.Point> points(ToolResult result, int column) {
        List<Chart.Point> points = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            if (row.get(column) instanceof Number value) {
                points.add(new Chart.Point(String.valueOf(row.get(0)), value.doubleValue()));
            }
        }
        return points;
    }
}
