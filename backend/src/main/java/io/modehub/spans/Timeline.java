package io.modehub.spans;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Spans in order of time that never overlap: predictions with the person's word laid over them. */
public final class Timeline {
    private static final Comparator<ModeSpan> BY_TIME = Comparator.comparing(ModeSpan::from);

    private Timeline() {}

    /**
     * One agent's timeline: labels over predictions, of overlapping labels the last said on top.
     *
     * @param predicted spans of one agent, in order, without overlap
     * @param labels of the same agent
     * @param now time after it is never counted
     */
    public static List<ModeSpan> ofAgent(int agentKey, List<ModeSpan> predicted, List<Label> labels, Instant now) {
        List<ModeSpan> spans = new ArrayList<>(predicted);
        List<Label> said = new ArrayList<>(labels);
        said.sort(Comparator.comparingLong(Label::id));
        for (Label label : said) {
            Instant end = end(label, predicted, now);
            if (!label.from().isBefore(end)) {
                continue;
            }
            spans = label.to().isEmpty()
                    ? recoloured(spans, label)
                    : laidOver(spans, word(label, agentKey, label.from(), end));
        }
        return spans;
    }

    /**
     * The person's timeline over all agents: each moment once, an agent that isn't away before one that is, then the one
     * whose mode began last; labels without an agent above all.
     */
    public static List<ModeSpan> ofPerson(
            Collection<List<ModeSpan>> agents, List<Label> labels, int awayModeId, Instant now) {
        List<ModeSpan> layers = new ArrayList<>();
        agents.forEach(layers::addAll);
        layers.sort(Comparator.comparing((ModeSpan span) -> span.modeId() != awayModeId)
                .thenComparing(ModeSpan::from));
        List<ModeSpan> spans = merged(layers);
        return ofAgent(0, spans, labels, now);
    }

    /** The parts of the spans inside {@code [from, to)}. */
    public static List<ModeSpan> within(List<ModeSpan> spans, Instant from, Instant to) {
        List<ModeSpan> inside = new ArrayList<>();
        for (ModeSpan span : spans) {
            Instant start = span.from().isBefore(from) ? from : span.from();
            Instant end = span.to().isAfter(to) ? to : span.to();
            if (start.isBefore(end)) {
                inside.add(span.between(start, end));
            }
        }
        return inside;
    }

    private static Instant end(Label label, List<ModeSpan> predicted, Instant now) {
        Instant end = label.to().filter(to -> to.isBefore(now)).orElse(now);
        if (!label.withSpan()) {
            return end;
        }
        Optional<ModeSpan> corrected = predicted.stream()
                .filter(span -> !span.from().isAfter(label.from()) && span.to().isAfter(label.from()))
                .findFirst();
        return corrected.map(ModeSpan::to).filter(to -> to.isBefore(end)).orElse(end);
    }

    private static ModeSpan word(Label label, int agentKey, Instant from, Instant to) {
        return new ModeSpan("l" + label.id(), agentKey, from, to, label.modeId(), label.source(), 1, "");
    }

    /** Later spans lie over earlier ones. */
    private static List<ModeSpan> merged(List<ModeSpan> layers) {
        TreeMap<Instant, ModeSpan> result = new TreeMap<>();
        for (ModeSpan span : layers) {
            lay(result, span);
        }
        return new ArrayList<>(result.values());
    }

    private static void lay(NavigableMap<Instant, ModeSpan> result, ModeSpan span) {
        var before = result.lowerEntry(span.from());
        if (before != null && before.getValue().to().isAfter(span.from())) {
            ModeSpan beneath = before.getValue();
            result.put(beneath.from(), beneath.between(beneath.from(), span.from()));
            if (beneath.to().isAfter(span.to())) {
                result.put(span.to(), rest(beneath, span.to()));
            }
        }
        var inside = result.subMap(span.from(), true, span.to(), false);
        Optional<ModeSpan> last = inside.isEmpty()
                ? Optional.empty()
                : Optional.of(inside.lastEntry().getValue());
        inside.clear();
        last.filter(beneath -> beneath.to().isAfter(span.to()))
                .ifPresent(beneath -> result.put(span.to(), rest(beneath, span.to())));
        result.put(span.from(), span);
    }

    private static List<ModeSpan> laidOver(List<ModeSpan> spans, ModeSpan word) {
        List<ModeSpan> layers = new ArrayList<>(spans);
        layers.sort(BY_TIME);
        layers.add(word);
        return merged(layers);
    }

    /** A mode set by hand without an end colours what activity there is and adds no time of its own. */
    private static List<ModeSpan> recoloured(List<ModeSpan> spans, Label label) {
        List<ModeSpan> coloured = new ArrayList<>();
        boolean first = true;
        for (ModeSpan span : spans) {
            if (!span.to().isAfter(label.from())) {
                coloured.add(span);
                continue;
            }
            Instant from = span.from().isBefore(label.from()) ? label.from() : span.from();
            if (span.from().isBefore(from)) {
                coloured.add(span.between(span.from(), from));
            }
            ModeSpan word = word(label, span.agentKey(), from, span.to());
            coloured.add(first ? word : named(word, "l" + label.id() + "-" + from.toEpochMilli()));
            first = false;
        }
        return coloured;
    }

    /** What of a span lies after a cut, under a name that tells it from the first part. */
    private static ModeSpan rest(ModeSpan span, Instant from) {
        String base = span.id().contains("-") ? span.id().substring(0, span.id().indexOf('-')) : span.id();
        return named(span.between(from, span.to()), base + "-" + from.toEpochMilli());
    }

    private static ModeSpan named(ModeSpan span, String id) {
        return new ModeSpan(
                id,
                span.agentKey(),
                span.from(),
                span.to(),
                span.modeId(),
                span.source(),
                span.confidence(),
                span.model());
    }
}
