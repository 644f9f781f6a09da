package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Has an earlier result drawn: whoever asks names the result and gives no numbers. */
final class ChartTool implements Tool {
    private static final ToolSpec SPEC = new ToolSpec(
            Toolbox.CHART,
            "Shows the person a chart of the rows of an earlier result.",
            List.of(
                    new Parameter("ref", Kind.TEXT, "of the result, such as r1", List.of(), true),
                    Asking.choice("kind", "bar by default", "bar", "line")));

    private final Map<String, ToolResult> results;

    ChartTool(Map<String, ToolResult> results) {
        this.results = results;
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        String name = arguments.required("ref");
        ToolResult drawn = results.get(name);
        if (drawn == null || drawn.rows().isEmpty()) {
            throw new ToolFault("ref must name an earlier result with rows, not " + Arguments.shown(name));
        }
        return Future.succeededFuture(new Findings(ref, SPEC.name(), arguments)
                .fact("drawn", Unit.TEXT, name)
                .done());
    }
}
