package io.modehub.api;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.SpanStore;
import io.modehub.timeline.Timelines;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds spans by their ids, as timelines show them at this moment: {@code s} and the number of a predicted piece, or
 * {@code l} and that of a label; with {@code -} and a time in epoch milliseconds, the part after a cut.
 */
final class SpanFinder {
    private static final Pattern ID = Pattern.compile("([sl])(\\d{1,18})(-\\d{1,18})?");

    private final SpanStore spans;
    private final Timelines timelines;
    private final Clock clock;

    SpanFinder(SpanStore spans, Timelines timelines, Clock clock) {
        this.spans = spans;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** Where to look for a span, and what it is called now. */
    private record Place(Instant from, Instant to, String id) {}

    /** The span, of an agent's timeline or, where it is a part only that one has, of the person's with agent 0. */
    Future<ModeSpan> find(UserId user, String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw notFound();
        }
        long number = Long.parseLong(matcher.group(2));
        String part = matcher.group(3) == null ? "" : matcher.group(3);
        Future<Place> place = matcher.group(1).equals("s") ? predicted(user, number, part) : label(user, number, id);
        return place.compose(where -> timelines
                .ofAgents(user, where.from(), where.to())
                .map(byAgent -> byAgent.values().stream()
                        .flatMap(List::stream)
                        .filter(span -> span.id().equals(where.id()))
                        .findFirst())
                .compose(found -> found.isPresent() ? Future.succeededFuture(found.get()) : ofPerson(user, where)));
    }

    private Future<ModeSpan> ofPerson(UserId user, Place where) {
        return timelines.ofPerson(user, where.from(), where.to()).map(all -> all.stream()
                .filter(span -> span.id().equals(where.id()))
                .findFirst()
                .map(ModeSpan::ofPerson)
                .orElseThrow(SpanFinder::notFound));
    }

    private Future<Place> predicted(UserId user, long number, String part) {
        return spans.span(user, number)
                .map(span -> span.orElseThrow(SpanFinder::notFound))
                .map(span -> new Place(span.from(), span.to(), span.id() + part));
    }

    private Future<Place> label(UserId user, long number, String id) {
        return spans.label(user, number)
                .map(label -> label.orElseThrow(SpanFinder::notFound))
                .map(label -> new Place(label.from(), end(label.to()), id));
    }

    private Instant end(Optional<Instant> to) {
        Instant now = clock.instant();
        return to.filter(end -> end.isBefore(now)).orElse(now);
    }

    private static HubException notFound() {
        return HubException.ofField(
                ErrorCode.NOT_FOUND, "id", "names none of your spans; it may have changed, read again");
    }
}
