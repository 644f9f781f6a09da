package io.modehub.spans;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Spans in order of time that never overlap: predictions with the person's word laid over them. */
public final class Timeline {
    private Timeline() {}

    /** Pieces of one agent, in order: those that touch and have the same mode are one span. */
    public static List<ModeSpan> joined(List<ModeSpan> pieces) {
        List<ModeSpan> spans = new ArrayList<>(pieces.size());
        ModeSpan open = null;
        for (ModeSpan piece : pieces) {
            if (open != null && goesOn(open, piece)) {
                open = open.joinedWith(piece);
                spans.set(spans.size() - 1, open);
            } else {
                open = piece;
                spans.add(open);
            }
        }
        return spans;
    }

    /** Whether a piece goes on where the one before ends, as at UTC midnight. */
    public static boolean goesOn(ModeSpan before, ModeSpan piece) {
        return before.modeId() == piece.modeId() && before.to().equals(piece.from());
    }

    /**
     * One timeline: labels over what lies beneath, of overlapping labels the last said on top. A mode set by hand
     * without an end colours the time there is, that of labels included, and adds none.
     *
     * @param agentKey whose it is; 0 for the person's own
     * @param beneath in order, without overlap
     * @param labels of that timeline
     * @param now time after it is never counted
     */
    public static List<ModeSpan> labelled(int agentKey, List<ModeSpan> beneath, List<Label> labels, Instant now) {
        if (labels.isEmpty()) {
            return beneath;
        }
        NavigableMap<Instant, ModeSpan> spans = new TreeMap<>();
        beneath.forEach(span -> spans.put(span.from(), span));
        labels.stream().sorted(Comparator.comparingLong(Label::id)).forEachOrdered(label -> {
            Instant end = label.to().filter(to -> to.isBefore(now)).orElse(now);
            if (!label.from().isBefore(end)) {
                return;
            }
            if (label.colours()) {
                colour(spans, label, end);
            } else {
                lay(spans, word("l" + label.id(), label, agentKey, label.from(), end));
            }
        });
        return new ArrayList<>(spans.values());
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

    /** Puts a span over whatever lies there. */
    private static void lay(NavigableMap<Instant, ModeSpan> spans, ModeSpan span) {
        cut(spans, span.from());
        cut(spans, span.to());
        spans.subMap(span.from(), true, span.to(), false).clear();
        spans.put(span.from(), span);
    }

    private static void colour(NavigableMap<Instant, ModeSpan> spans, Label label, Instant end) {
        cut(spans, label.from());
        cut(spans, end);
        boolean first = true;
        for (Map.Entry<Instant, ModeSpan> entry :
                spans.subMap(label.from(), true, end, false).entrySet()) {
            ModeSpan span = entry.getValue();
            String id = "l" + label.id() + (first ? "" : "-" + span.from().toEpochMilli());
            entry.setValue(word(id, label, span.agentKey(), span.from(), span.to()));
            first = false;
        }
    }

    /** Makes two of a span that goes on over that moment. */
    private static void cut(NavigableMap<Instant, ModeSpan> spans, Instant at) {
        Map.Entry<Instant, ModeSpan> before = spans.lowerEntry(at);
        if (before != null && before.getValue().to().isAfter(at)) {
            ModeSpan span = before.getValue();
            spans.put(span.from(), span.between(span.from(), at));
            spans.put(at, span.restFrom(at));
        }
    }

    private static ModeSpan word(String id, Label label, int agentKey, Instant from, Instant to) {
        return new ModeSpan(id, agentKey, from, to, label.modeId(), label.source(), 1, "");
    }
}
