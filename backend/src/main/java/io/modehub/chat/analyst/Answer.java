package io.modehub.chat.analyst;

import io.modehub.chat.tools.Period;
import io.modehub.chat.tools.ToolResult;
import java.util.ArrayList;
import java.util.List;

/** A text that grows sentence by sentence, and what its numbers stand on. */
final class Answer {
    private final StringBuilder text = new StringBuilder();
    private final List<Source> sources = new ArrayList<>();
    private final List<ToolResult> charts = new ArrayList<>();
    private int items;

    /** @param period of the result's */
    record Source(ToolResult result, Period period) {}

    /** The mark of a result, new or known: {@code [1]}; empty where a result has no period. */
    String mark(ToolResult result, int period) {
        if (result.periods().size() <= period) {
            return "";
        }
        Source source = new Source(result, result.periods().get(period));
        if (!sources.contains(source)) {
            sources.add(source);
        }
        return " [" + (sources.indexOf(source) + 1) + "]";
    }

    String mark(ToolResult result) {
        return mark(result, 0);
    }

    Answer say(String sentence) {
        text.append(text.isEmpty() ? "" : items > 0 ? "\n\n" : " ").append(sentence);
        items = 0;
        return this;
    }

    Answer item(String item) {
        text.append(items == 0 ? "\n\n" : "\n").append("- ").append(item);
        items++;
        return this;
    }

    /** Has the rows of a result drawn, if they can be. */
    Answer draw(ToolResult result) {
        charts.add(result);
        return this;
    }

    String text() {
        return text.toString();
    }

    List<Source> sources() {
        return List.copyOf(sources);
    }

    List<ToolResult> charts() {
        return List.copyOf(charts);
    }
}
