package io.modehub.chat.tools;

import io.modehub.activity.UserId;
import io.modehub.store.AgentStore;
import io.modehub.store.LogStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.modehub.timeline.Summaries;
import io.modehub.timeline.Timelines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the tools of each turn. */
public final class Toolboxes {
    private final PersonLog.Sources sources;
    private final Clock clock;

    /**
     * Tools over a database.
     *
     * @param readers connections that can only read, and not for long
     */
    public Toolboxes(Vertx vertx, Pool readers, Clock clock) {
        this.sources = new PersonLog.Sources(
                new Summaries(vertx, readers, clock),
                new Timelines(new SpanStore(readers), clock),
                new ModeStore(readers),
                new AgentStore(readers),
                new LogStore(readers));
        this.clock = clock;
    }

    /**
     * The tools of one turn of a person.
     *
     * @param titles whether window titles may be asked for
     */
    public Future<Toolbox> of(UserId user, ZoneId zone, DayOfWeek weekStart, Language language, boolean titles) {
        return prepare(user).map(prepared -> prepared.toolbox(zone, weekStart, language, titles));
    }

    /** Reads what a turn has to know first, while other things are still being found out. */
    public Future<Prepared> prepare(UserId user) {
        Instant now = clock.instant();
        return PersonLog.know(sources, user, now)
                .<Prepared>map(known -> (zone, weekStart, language, titles) ->
                        toolbox(new PersonLog(sources, user, zone, weekStart, language, now, known), titles));
    }

    /** What the tools of a turn are made of. */
    @FunctionalInterface
    public interface Prepared {
        /**
         * The tools of one turn.
         *
         * @param titles whether window titles may be asked for
         */
        Toolbox toolbox(ZoneId zone, DayOfWeek weekStart, Language language, boolean titles);
    }

    private static Toolbox toolbox(PersonLog log, boolean titles) {
        Map<String, ToolResult> results = new ConcurrentHashMap<>();
        Map<String, Tool> tools = new LinkedHashMap<>();
        List.of(
                        new ActiveTime(),
                        new Comparison(),
                        new WorkPattern(),
                        new Breaks(),
                        new FocusStretches(),
                        new Switches(),
                        new InputAndSound(),
                        new DayTimeline(),
                        new KnownValues(),
                        new ChartTool(results))
                .forEach(tool -> tools.put(tool.spec().name(), tool));
        if (titles) {
            Tool tool = new TitlesTool();
            tools.put(tool.spec().name(), tool);
        }
        return new Toolbox(log, tools, results);
    }
}
