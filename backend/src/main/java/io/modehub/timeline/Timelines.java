package io.modehub.timeline;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.UserId;
import io.modehub.spans.AgentTime;
import io.modehub.spans.PersonTime;
import io.modehub.spans.Timeline;
import io.modehub.store.RollupStore;
import io.modehub.store.SpanStore;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.Material;
import io.modehub.store.TimeStore.Stretch;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Timelines as people see them: predictions with labels over them, of each agent and of the person. */
public final class Timelines {
    private final SpanStore spans;
    private final Clock clock;

    public Timelines(SpanStore spans, Clock clock) {
        this.spans = spans;
        this.clock = clock;
    }

    /** Each agent's own timeline within {@code [from, to)}; labels without an agent under {@link RollupStore#PERSON}. */
    public Future<Map<Integer, List<ModeSpan>>> ofAgents(UserId user, Instant from, Instant to) {
        Instant now = clock.instant();
        return spans.material(new Stretch(user, from, to), false).map(material -> {
            Map<Integer, List<ModeSpan>> timelines = new LinkedHashMap<>();
            timelines.put(
                    RollupStore.PERSON, within(Timeline.labelled(0, List.of(), own(material), now), from, to, now));
            agents(material, now)
                    .forEach(agent -> timelines.put(agent.agentKey(), within(agent.spans(), from, to, now)));
            return timelines;
        });
    }

    /** The person's timeline within {@code [from, to)}: each moment once. */
    public Future<List<ModeSpan>> ofPerson(UserId user, Instant from, Instant to) {
        Instant now = clock.instant();
        return spans.material(new Stretch(user, from, to), true)
                .map(material -> within(person(material, now).spans(), from, to, now));
    }

    /**
     * One timeline within {@code [from, to)}, cut there; windows may reach further.
     *
     * @param agentKey {@link RollupStore#PERSON} for the person's
     * @param withApps whether windows are asked for; without, there may be none
     */
    public Future<AgentTime> time(UserId user, int agentKey, Instant from, Instant to, boolean withApps) {
        Instant now = clock.instant();
        Stretch stretch = new Stretch(user, from, to);
        // Signs, and so windows, decide between agents only where there are several.
        return spans.material(stretch, withApps)
                .compose(material -> withApps || material.agents().size() < 2 || agentKey != RollupStore.PERSON
                        ? Future.succeededFuture(material)
                        : spans.material(stretch, true))
                .map(material -> {
                    AgentTime time = agentKey == RollupStore.PERSON
                            ? person(material, now)
                            : agents(material, now).stream()
                                    .filter(agent -> agent.agentKey() == agentKey)
                                    .findFirst()
                                    .orElse(new AgentTime(agentKey, List.of(), List.of()));
                    return new AgentTime(agentKey, within(time.spans(), from, to, now), time.windows());
                });
    }

    private static List<ModeSpan> within(List<ModeSpan> spans, Instant from, Instant to, Instant now) {
        return Timeline.within(spans, from, to.isAfter(now) ? now : to);
    }

    /** Each agent's own time, in order of pairing. */
    public static List<AgentTime> agents(Material material, Instant now) {
        return material.agents().stream()
                .map(key -> new AgentTime(
                        key,
                        Timeline.labelled(
                                key,
                                Timeline.joined(material.pieces().getOrDefault(key, List.of())),
                                material.labels().stream()
                                        .filter(label -> label.agentKey()
                                                .filter(key::equals)
                                                .isPresent())
                                        .toList(),
                                now),
                        material.windows().getOrDefault(key, List.of())))
                .toList();
    }

    /** The person's time over all agents. */
    static AgentTime person(Material material, Instant now) {
        TimeStore.Stretch stretch = material.stretch();
        return PersonTime.of(
                agents(material, now),
                own(material),
                material.awayModeId(),
                stretch.from().toEpochMilli(),
                stretch.to().toEpochMilli(),
                now);
    }

    private static List<Label> own(Material material) {
        return material.labels().stream()
                .filter(label -> label.agentKey().isEmpty())
                .toList();
    }
}
