package io.modehub.timeline;

import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.spans.AgentTime;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.spans.Slices;
import io.modehub.spans.Summary;
import io.modehub.spans.SummaryBuilder;
import io.modehub.spans.SummaryBuilder.Question;
import io.modehub.store.RollupStore;
import io.modehub.store.Snapshot;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.Material;
import io.modehub.store.TimeStore.Stretch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long, in which mode or application, when: whole quarter-hours that are sealed from roll-ups, the rest from spans, labels
 * and windows, all as of one moment.
 */
public final class Summaries {
    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;

    public Summaries(Vertx vertx, Pool pool, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Sums up {@code [from, to)}.
     *
     * @param agentKey one agent's own time; {@link RollupStore#PERSON}: the person's
     */
    public Future<Summary> sum(UserId user, int agentKey, Instant from, Instant to, Question question, Modes modes) {
        Instant now = clock.instant();
        Instant end = to.isAfter(now) ? now : to;
        if (!from.isBefore(end)) {
            return Future.succeededFuture(new SummaryBuilder(question, Map.of()).build(modes::name));
        }
        return Snapshot.read(pool, connection -> RollupStore.sealedTo(connection, user)
                        .compose(seals -> {
                            Parts parts = Parts.of(from, end, seals.orElse(from), question);
                            return read(connection, user, agentKey, parts);
                        }))
                .compose(read -> vertx.executeBlocking(() -> add(read, agentKey, question, modes, now), false));
    }

    /** The period as roll-ups and rest: {@code [quartersFrom, quartersTo)} are whole and sealed. */
    private record Parts(Instant from, Instant quartersFrom, Instant quartersTo, Instant to) {
        static Parts of(Instant from, Instant to, Instant sealedTo, Question question) {
            Instant first = Rollups.quarterAfter(from);
            Instant last = Rollups.quarterOf(to.isBefore(sealedTo) ? to : sealedTo);
            boolean usable = first.isBefore(last)
                    && new SummaryBuilder(question, Map.of()).canUseQuarters(first.toEpochMilli(), last.toEpochMilli());
            return usable ? new Parts(from, first, last, to) : new Parts(from, to, to, to);
        }

        boolean hasQuarters() {
            return quartersFrom.isBefore(quartersTo);
        }

        List<Stretch> rest(UserId user) {
            List<Stretch> rest = new ArrayList<>(2);
            if (from.isBefore(quartersFrom)) {
                rest.add(new Stretch(user, from, quartersFrom));
            }
            if (quartersTo.isBefore(to)) {
                rest.add(new Stretch(user, quartersTo, to));
            }
            return rest;
        }
    }

    private record Read(Parts parts, Map<LocalDate, byte[]> sums, Map<Integer, String> apps, List<Material> rest) {}

    private static Future<Read> read(SqlConnection connection, UserId user, int agentKey, Parts parts) {
        Future<Map<LocalDate, byte[]>> sums = parts.hasQuarters()
                ? RollupStore.packed(
                        connection,
                        user,
                        agentKey,
                        DayFold.dayOf(parts.quartersFrom()),
                        DayFold.dayOf(parts.quartersTo().minusMillis(1)))
                : Future.succeededFuture(Map.of());
        Future<Map<Integer, String>> apps =
                parts.hasQuarters() ? RollupStore.appNames(connection, user) : Future.succeededFuture(Map.of());
        Future<List<Material>> rest = TimeStore.all(connection, parts.rest(user));
        return Future.join(sums, apps, rest)
                .map(nothing -> new Read(parts, sums.result(), apps.result(), rest.result()));
    }

    /** Five years are some 2 MB of roll-ups and take about 10 ms, too long for an event loop. */
    private static Summary add(Read read, int agentKey, Question question, Modes modes, Instant now) {
        SummaryBuilder builder = new SummaryBuilder(question, read.apps());
        for (Material material : read.rest()) {
            AgentTime time = timeOf(material, agentKey, now);
            if (time != null) {
                long from = material.stretch().from().toEpochMilli();
                Slices.of(time, from, material.stretch().to().toEpochMilli()).forEach(builder::add);
            }
        }
        long first = read.parts().quartersFrom().toEpochMilli();
        long last = read.parts().quartersTo().toEpochMilli();
        read.sums().forEach((day, packed) -> {
            long start = DayFold.startOf(day).toEpochMilli();
            builder.add(start, packed, quarter(first - start), quarter(last - start));
        });
        return builder.build(modes::name);
    }

    private static @Nullable AgentTime timeOf(Material material, int agentKey, Instant now) {
        return agentKey == RollupStore.PERSON
                ? Timelines.person(material, now)
                : Timelines.agents(material, now).stream()
                        .filter(agent -> agent.agentKey() == agentKey)
                        .findFirst()
                        .orElse(null);
    }

    private static int quarter(long ms) {
        return (int) Math.max(0, Math.min(DaySums.QUARTERS, ms / DaySums.QUARTER_MS));
    }
}
