package io.modehub.interop;

import io.modehub.activity.AgentId;
import io.modehub.activity.Goal;
import io.modehub.activity.Mode;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.spans.AgentTime;
import io.modehub.spans.DayFold;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.ExportStore;
import io.modehub.store.ExportStore.AgentRow;
import io.modehub.store.ExportStore.Pages;
import io.modehub.store.GoalStore;
import io.modehub.store.ModeStore;
import io.modehub.store.ModelStore;
import io.modehub.store.ModelStore.KeptModel;
import io.modehub.store.RollupStore;
import io.modehub.store.SetupStore;
import io.modehub.store.SetupStore.StoredSetup;
import io.modehub.store.Snapshot;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.AgentDay;
import io.modehub.store.TimeStore.Stretch;
import io.modehub.timeline.Timelines;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** All that is kept of a person, as of one moment, written as fast as its reader takes it. */
public final class Export {
    /** Each holds one of the pool's connections as long as it is read. */
    private static final int MOST_AT_ONCE = 2;

    private final Pool pool;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    public Export(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Writes everything.
     *
     * @param out takes a piece and completes once it can take the next
     */
    public Future<Void> write(UserId user, ExportFormat format, Function<Buffer, Future<Void>> out) {
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            return Future.failedFuture(
                    new HubException(ErrorCode.BUSY, "others export at this moment; try again in a minute"));
        }
        ExportFile file = new ExportFile(out);
        return Snapshot.read(
                        pool,
                        connection -> format == ExportFormat.CSV
                                ? new Rows(connection, user, file).write()
                                : new All(connection, user, new RecordFile(file, format == ExportFormat.JSON)).write())
                .onComplete(done -> underWay.decrementAndGet());
    }

    private static <T> Future<Void> each(Future<Pages<T>> pages, Consumer<T> row, Function<Void, Future<Void>> flow) {
        return pages.compose(open -> Steps.whileTrue(() -> open.next().compose(page -> {
            page.forEach(row);
            return page.isEmpty()
                    ? Future.succeededFuture(false)
                    : flow.apply(null).map(true);
        })));
    }

    /** Goes through the UTC days in which an agent has activities. */
    private static Future<Void> eachDay(
            SqlConnection connection, AgentRow agent, Function<LocalDate, Future<Void>> work) {
        LocalDate[] from = {LocalDate.EPOCH};
        return Steps.whileTrue(() -> ExportStore.nextDay(connection, agent.ref().key(), from[0])
                .compose(day -> {
                    if (day.isEmpty()) {
                        return Future.succeededFuture(false);
                    }
                    from[0] = day.get().plusDays(1);
                    return work.apply(day.get()).map(true);
                }));
    }

    /** Every record. */
    private static final class All {
        private final SqlConnection connection;
        private final UserId user;
        private final RecordFile file;
        private final Map<Integer, String> modeNames = new HashMap<>();
        private final Set<AgentDay> thinned = new HashSet<>();

        All(SqlConnection connection, UserId user, RecordFile file) {
            this.connection = connection;
            this.user = user;
            this.file = file;
        }

        Future<Void> write() {
            file.section("modehub");
            file.add(Records.header());
            return ModeStore.list(connection, user)
                    .map(this::modes)
                    .compose(nothing -> GoalStore.list(connection, user))
                    .map(this::goals)
                    .compose(nothing -> ModelStore.kept(connection, user))
                    .compose(this::models)
                    .compose(nothing -> SetupStore.list(connection, user))
                    .map(this::setups)
                    .compose(nothing -> ExportStore.agents(connection, user))
                    .compose(agents -> ExportStore.thinned(connection, user).compose(days -> agents(agents, days)))
                    .compose(nothing -> labels())
                    .compose(nothing -> RollupStore.appNames(connection, user))
                    .compose(this::history)
                    .compose(nothing -> conversations())
                    .compose(nothing -> end());
        }

        private Void modes(List<Mode> modes) {
            file.section("modes");
            modes.stream()
                    .sorted(Comparator.comparingInt(Mode::order)
                            .thenComparing(mode -> mode.name().toLowerCase(Locale.ROOT)))
                    .forEach(mode -> {
                        modeNames.put(mode.id(), mode.name());
                        file.add(Records.mode(mode));
                    });
            return null;
        }

        private Void goals(List<Goal> goals) {
            file.section("goals");
            goals.forEach(goal -> file.add(Records.goal(goal, modeNames.getOrDefault(goal.modeId(), ""))));
            return null;
        }

        private Future<Void> models(List<KeptModel> models) {
            file.section("models");
            return Steps.each(
                    models,
                    kept -> ModelStore.file(connection, user, kept.model().id()).compose(bytes -> {
                        file.add(Records.model(kept));
                        return Steps.each(
                                Records.modelParts(kept.model().id(), bytes.orElseThrow())
                                        .toList(),
                                part -> {
                                    file.add(part);
                                    return file.flow();
                                });
                    }));
        }

        /** Who was judged by the shipped model alone needs no history of that. */
        private Void setups(List<StoredSetup> setups) {
            file.section("setups");
            StoredSetup first = setups.get(0);
            if (setups.size() > 1 || !first.rules().isEmpty() || !first.model().equals(SetupStore.SHIPPED)) {
                setups.forEach(setup -> file.add(Records.setup(setup)));
            }
            return null;
        }

        private Future<Void> agents(List<AgentRow> agents, List<AgentDay> days) {
            file.section("agents");
            agents.forEach(agent -> file.add(Records.agent(agent)));
            Map<Integer, AgentId> ids = ExportStore.ids(agents);
            thinned.addAll(days);
            file.section("thinned");
            days.forEach(day -> file.add(Records.thinned(Objects.requireNonNull(ids.get(day.agentKey())), day.day())));
            file.section("activities");
            return Steps.each(agents, agent -> eachDay(connection, agent, day -> activities(agent, day)));
        }

        /** What was seen in an activity can be told again, but not where those around it are gone. */
        private Future<Void> activities(AgentRow agent, LocalDate day) {
            boolean lost = thinned.contains(new AgentDay(agent.ref().key(), day));
            return each(
                    ExportStore.windows(connection, agent.ref().key(), day),
                    (Window window) ->
                            file.add(Records.activity(agent.ref().id(), window.sample(), lost && window.present())),
                    nothing -> file.flow());
        }

        private Future<Void> labels() {
            file.section("labels");
            return each(
                    ExportStore.labels(connection, user),
                    label -> file.add(Records.label(label)),
                    nothing -> file.flow());
        }

        private Future<Void> conversations() {
            file.section("conversations");
            return each(
                            ExportStore.conversations(connection, user),
                            conversation -> file.add(ConversationRecords.conversation(conversation)),
                            nothing -> file.flow())
                    .compose(nothing -> {
                        file.section("turns");
                        return each(
                                ExportStore.turns(connection, user),
                                row -> file.add(ConversationRecords.turn(row)),
                                flow -> file.flow());
                    });
        }

        private Future<Void> history(Map<Integer, String> apps) {
            file.section("history");
            Set<LocalDate> days = new TreeSet<>();
            thinned.forEach(lost -> days.add(lost.day()));
            return Steps.each(List.copyOf(days), day -> each(
                            ExportStore.spans(connection, user, day),
                            span -> file.add(Records.span(span)),
                            nothing -> file.flow())
                    .compose(nothing -> ExportStore.rollups(connection, user, day))
                    .compose(rollups -> {
                        rollups.forEach(rollup -> file.add(Records.rollup(rollup, day, modeNames, apps)));
                        return file.flow();
                    }));
        }

        private Future<Void> end() {
            file.section("end");
            file.add(Records.end(file.records()));
            return file.finish();
        }
    }

    /** Activities alone, with the mode their agent's timeline has where they start. */
    private final class Rows {
        private final SqlConnection connection;
        private final UserId user;
        private final ExportFile file;

        Rows(SqlConnection connection, UserId user, ExportFile file) {
            this.connection = connection;
            this.user = user;
            this.file = file;
        }

        Future<Void> write() {
            file.add(CsvRows.HEADER);
            return ModeStore.list(connection, user)
                    .compose(modes -> ExportStore.agents(connection, user).compose(agents -> {
                        Map<Integer, String> names = new HashMap<>();
                        modes.forEach(mode -> names.put(mode.id(), mode.name()));
                        return Steps.each(agents, agent -> eachDay(connection, agent, day -> rows(agent, day, names)));
                    }))
                    .compose(nothing -> file.flush());
        }

        private Future<Void> rows(AgentRow agent, LocalDate day, Map<Integer, String> names) {
            Stretch stretch = new Stretch(user, DayFold.startOf(day), DayFold.startOf(day.plusDays(1)));
            return TimeStore.spans(connection, List.of(stretch)).compose(materials -> {
                List<AgentTime> times = Timelines.agents(materials.get(0), clock.instant()).stream()
                        .filter(time -> time.agentKey() == agent.ref().key())
                        .toList();
                SpanCursor spans = new SpanCursor(
                        times.isEmpty() ? List.of() : times.get(0).spans());
                return each(
                        ExportStore.windows(connection, agent.ref().key(), day),
                        window -> file.add(CsvRows.row(
                                window.activity(),
                                agent.name(),
                                spans.at(window.activity().at())
                                        .map(span -> names.getOrDefault(span.modeId(), ""))
                                        .orElse(""))),
                        nothing -> file.flow());
            });
        }
    }
}
