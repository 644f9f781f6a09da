package io.modehub.chat.tools;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tools of one turn: bound to one person, their zone and the present, none of which a caller can choose. Read only.
 */
public final class Toolbox {
    /** So many applications are known by name. */
    public static final int MAX_APPS = 400;

    /** The tool that has a result drawn. */
    public static final String CHART = "chart";

    private final PersonLog log;
    private final Map<String, Tool> tools;
    private final Map<String, ToolResult> results;
    private final AtomicInteger asked = new AtomicInteger();

    Toolbox(PersonLog log, Map<String, Tool> tools, Map<String, ToolResult> results) {
        this.log = log;
        this.tools = tools;
        this.results = results;
    }

    public ZoneId zone() {
        return log.zone();
    }

    public Instant now() {
        return log.now();
    }

    public DayOfWeek weekStart() {
        return log.weekStart();
    }

    public Language language() {
        return log.language();
    }

    /** The names the person's log knows. */
    public Vocabulary vocabulary() {
        return log.vocabulary();
    }

    /** The tools there are, always in the same order. */
    public List<ToolSpec> specs() {
        return tools.values().stream().map(Tool::spec).toList();
    }

    /** The name the next call's result will have. */
    public String nextRef() {
        return "r" + asked.incrementAndGet();
    }

    /**
     * Asks a tool.
     *
     * @param ref of {@link #nextRef}
     * @return the result; fails with {@link ToolFault} where it can't be asked like that
     */
    public Future<ToolResult> call(String ref, String name, JsonObject arguments) {
        Tool tool = tools.get(name);
        if (tool == null) {
            return Future.failedFuture(
                    new ToolFault("there is no tool " + Arguments.shown(name) + "; there are " + names()));
        }
        try {
            return tool.ask(ref, new Arguments(tool.spec(), arguments), log)
                    .onSuccess(result -> results.put(ref, result));
        } catch (ToolFault fault) {
            return Future.failedFuture(fault);
        }
    }

    /** A result of this turn. */
    public Optional<ToolResult> result(String ref) {
        return Optional.ofNullable(results.get(ref));
    }

    /** All results of this turn, in no order. */
    public List<ToolResult> results() {
        return new ArrayList<>(results.values());
    }

    private String names() {
        return String.join(", ", tools.keySet());
    }
}
