package io.modehub.models;

import io.modehub.activity.Mode;
import io.modehub.activity.Modes;
import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.failure.HubException.Detail;
import io.modehub.store.ModeStore;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a person's models learn from: what they said of their days, a table they bring, or both. */
public final class Lessons {
    private final Vertx vertx;
    private final Pool pool;
    private final UserStore users;
    private final LabelledTime labelled;

    public Lessons(Vertx vertx, Pool pool, UserStore users, LabelledTime labelled) {
        this.vertx = vertx;
        this.pool = pool;
        this.users = users;
        this.labelled = labelled;
    }

    /** The rows that the person's labels make, hours read in their zone. */
    public Future<List<Row>> ofLabels(UserId user) {
        return zone(user).compose(zone -> labelled.rows(user, zone));
    }

    /** The rows that the person's labels make, as a table that {@link #ofTable} reads. */
    public Future<String> table(UserId user) {
        return zone(user)
                .compose(zone -> labelled.lines(user, zone))
                .compose(lines -> vertx.executeBlocking(() -> {
                    StringBuilder table = new StringBuilder();
                    TrainingCsvWriter.write(lines, table);
                    return table.toString();
                }));
    }

    /**
     * The rows of a table; its modes are the person's own by name. Fails with {@code not_a_table}, {@code unknown_mode} or, where it
     * is to suffice, {@code too_few_rows}, each with every fault.
     *
     * @param alone whether nothing else is learned from
     */
    public Future<List<Row>> ofTable(UserId user, Path file, boolean alone) {
        return zone(user)
                .compose(zone -> ModeStore.list(pool, user)
                        .compose(modes -> vertx.executeBlocking(() -> read(file, zone, modes, alone), false)))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /** The rows of a table and those that the person's labels make by now, as one. */
    public Future<List<Row>> ofBoth(UserId user, List<Row> table) {
        int sessions = table.stream()
                .map(Row::when)
                .filter(Objects::nonNull)
                .mapToInt(Row.When::session)
                .max()
                .orElse(0);
        return ofLabels(user)
                .map(said -> Stream.concat(table.stream(), said.stream().map(row -> row.after(sessions)))
                        .toList());
    }

    private static List<Row> read(Path file, ZoneId zone, List<Mode> modes, boolean alone) throws IOException {
        List<TrainingLine> lines = TrainingCsv.read(Files.readAllBytes(file), zone);
        if (alone) {
            TooFewRows.check(lines.stream().map(TrainingLine::mode).toList());
        }
        return TableRows.of(withKeys(lines, modes), zone);
    }

    private static List<TrainingLine> withKeys(List<TrainingLine> lines, List<Mode> all) {
        Modes modes = new Modes(all);
        TreeSet<String> unknown = new TreeSet<>();
        List<TrainingLine> named = new ArrayList<>(lines.size());
        for (TrainingLine line : lines) {
            int id = modes.ofName(line.mode());
            if (id == 0) {
                unknown.add(line.mode());
            } else {
                named.add(line.withMode(modes.origin(id).orElseThrow()));
            }
        }
        if (!unknown.isEmpty()) {
            throw HubException.ofField(
                    ErrorCode.UNKNOWN_MODE,
                    "mode",
                    "names modes that you don't have: " + String.join(", ", unknown)
                            + "; add them with POST /api/v1/modes, or rename them in the table");
        }
        return named;
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof UnusableTable table) {
            return new HubException(
                    ErrorCode.NOT_A_TABLE,
                    String.valueOf(table.getMessage()),
                    table.faults().stream()
                            .map(fault -> new Detail("file/" + fault.line(), fault.text()))
                            .toList());
        }
        if (failure instanceof TooFewRows few) {
            return new HubException(
                    ErrorCode.TOO_FEW_ROWS,
                    String.valueOf(few.getMessage()),
                    few.missing().stream()
                            .map(one -> new Detail(one.what(), "needs " + one.more() + " more"))
                            .toList());
        }
        return failure;
    }

    private Future<ZoneId> zone(UserId user) {
        return users.find(user).map(found -> found.map(Person::zone)
                .orElseThrow(() -> new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists")));
    }
}
