package io.modehub.api;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.spans.Timeline;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads spans and labels and lays the one over the other. */
final class Timelines {
    /** The timeline of no agent: what the person said of their own. */
    private static final int PERSON = 0;

    private final SpanStore spans;
    private final ModeStore modes;
    private final Clock clock;

    Timelines(SpanStore spans, ModeStore modes, Clock clock) {
        this.spans = spans;
        this.modes = modes;
        this.clock = clock;
    }

    /** Each agent's own timeline within {@code [from, to)}; labels without an agent under key 0. */
    Future<Map<Integer, List<ModeSpan>>> ofAgents(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return layers(user, agentKey, from, to).map(layers -> {
            Map<Integer, List<ModeSpan>> inside = new TreeMap<>();
            layers.forEach((key, spans) -> inside.put(key, Timeline.within(spans, from, counted(to))));
            return inside;
        });
    }

    /** The person's timeline within {@code [from, to)}: each moment once. */
    Future<List<ModeSpan>> ofPerson(UserId user, Instant from, Instant to) {
        return layers(user, OptionalInt.empty(), from, to)
                .compose(layers -> modes.list(user).compose(list -> spans.labels(user, OptionalInt.empty(), from, to)
                        .map(labels -> {
                            layers.remove(PERSON);
                            List<Label> own = labels.stream()
                                    .filter(label -> label.agentKey().isEmpty())
                                    .toList();
                            int away = new Modes(list).away();
                            return Timeline.within(
                                    Timeline.ofPerson(layers.values(), own, away, clock.instant()), from, counted(to));
                        })));
    }

    /** Time after now is never counted. */
    private Instant counted(Instant to) {
        Instant now = clock.instant();
        return to.isAfter(now) ? now : to;
    }

    private Future<Map<Integer, List<ModeSpan>>> layers(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        Instant now = clock.instant();
        return spans.predicted(user, agentKey, from, to)
                .compose(predicted -> spans.labels(user, agentKey, from, to).map(labels -> {
                    Map<Integer, List<ModeSpan>> spansByAgent = new TreeMap<>();
                    Map<Integer, List<Label>> labelsByAgent = new TreeMap<>();
                    predicted.forEach(span -> spansByAgent
                            .computeIfAbsent(span.agentKey(), key -> new ArrayList<>())
                            .add(span));
                    labels.forEach(label -> labelsByAgent
                            .computeIfAbsent(label.agentKey().orElse(PERSON), key -> new ArrayList<>())
                            .add(label));
                    Map<Integer, List<ModeSpan>> layers = new TreeMap<>();
                    labelsByAgent.keySet().forEach(key -> layers.put(key, List.of()));
                    spansByAgent.keySet().forEach(key -> layers.put(key, List.of()));
                    layers.replaceAll((key, nothing) -> Timeline.ofAgent(
                            key,
                            spansByAgent.getOrDefault(key, List.of()),
                            labelsByAgent.getOrDefault(key, List.of()),
                            now));
                    return layers;
                }));
    }
}
