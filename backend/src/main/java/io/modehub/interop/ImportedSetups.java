package io.modehub.interop;

import io.modehub.activity.InvalidRule;
import io.modehub.activity.Modes;
import io.modehub.activity.Rule;
import io.modehub.activity.UserId;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Setup;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfMode;
import io.modehub.interop.ImportRecord.OfSetup;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.store.ImportStore;
import io.modehub.store.RuleJson;
import io.modehub.store.RuleStore;
import io.modehub.store.SetupStore;
import io.modehub.store.SetupStore.StoredSetup;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What judged in a file, and how it changed. Whoever has no time here yet takes their history over; whoever has some keeps
 * their own, and of the file's last rules those that are missing are added at the end, from now on.
 */
final class ImportedSetups {
    private static final UUID NO_ID = new UUID(0, 0);

    private final Import.Stages stages;
    private final UserId user;
    private final ImportedModels models;
    private final ImportReport report;
    private final Map<String, String> names = new HashMap<>();
    private boolean came;

    ImportedSetups(Import.Stages stages, UserId user, ImportedModels models, ImportReport report) {
        this.stages = stages;
        this.user = user;
        this.models = models;
        this.report = report;
    }

    /** Takes note of what the file's origins lead to. */
    void know(OfMode mode) {
        mode.origins().forEach(origin -> names.putIfAbsent(origin, mode.name()));
    }

    /** Takes all setups of the file. */
    Future<Void> add(List<Numbered> chunk, Modes modes) {
        if (came) {
            HubException tooMany = new HubException(
                    ErrorCode.TOO_LARGE,
                    "a file has its setups in one place, at most " + ImportChunks.MOST_TOGETHER
                            + " and 16 MiB of them");
            chunk.forEach(line -> report.refuse(line.line(), tooMany));
            return Future.succeededFuture();
        }
        came = true;
        NavigableMap<Instant, Numbered> setups = new TreeMap<>();
        chunk.forEach(line -> setups.put(setups.isEmpty() ? Instant.EPOCH : ((OfSetup) line.record()).from(), line));
        List<Rule> last = here(((OfSetup) setups.lastEntry().getValue().record()).rules(), modes);
        return stages.changes()
                .make(user, connection -> ImportStore.hasTime(connection, user)
                        .compose(has -> has ? addMissing(connection, last) : takeOver(connection, setups, modes))
                        .map(added -> new Change<>(added, List.of())))
                .onSuccess(added -> report.rules += added)
                .recover(failure -> refuse(chunk.get(chunk.size() - 1).line(), failure))
                .mapEmpty();
    }

    private Future<Integer> takeOver(SqlConnection connection, NavigableMap<Instant, Numbered> setups, Modes modes) {
        List<StoredSetup> stored = new ArrayList<>();
        setups.forEach((from, line) -> {
            OfSetup setup = (OfSetup) line.record();
            JsonArray rules = RuleJson.writeAll(here(setup.rules(), modes));
            stored.add(new StoredSetup(from, model(line.line(), setup), rules, setup.pace(), setup.zone()));
        });
        return SetupStore.replace(connection, user, stored)
                .map(stored.get(stored.size() - 1).rules().size());
    }

    private String model(long line, OfSetup setup) {
        if (setup.model().equals(SetupStore.SHIPPED) || setup.model().equals(Setup.REMOTE)) {
            return setup.model();
        }
        return models.find(setup.model()).orElseGet(() -> {
            report.refuse(
                    line,
                    Fields.fault("model", "names no usable model of the lines before; the shipped one judges instead"));
            return SetupStore.SHIPPED;
        });
    }

    private Future<Integer> addMissing(SqlConnection connection, List<Rule> rules) {
        return RuleStore.list(connection, user).compose(own -> {
            List<Rule> all = new ArrayList<>(own);
            List<Rule> known = own.stream().map(rule -> rule.withId(NO_ID)).toList();
            rules.stream()
                    .filter(rule -> !known.contains(rule.withId(NO_ID)))
                    .forEach(rule -> all.add(rule.withId(UUID.randomUUID())));
            if (all.size() == own.size()) {
                return Future.succeededFuture(0);
            }
            OwnRules.of(all);
            Instant now = stages.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            return RuleStore.put(connection, user, all, now).map(all.size() - own.size());
        });
    }

    private Future<Integer> refuse(long line, Throwable failure) {
        if (!(failure instanceof InvalidRule fault)) {
            return Future.failedFuture(failure);
        }
        report.refuse(line, HubException.ofField(ErrorCode.INVALID_VALUE, "rules", fault.remedy()));
        return Future.succeededFuture(0);
    }

    /** The rules with the origins that the file's modes have here. */
    private List<Rule> here(List<Rule> rules, Modes modes) {
        return rules.stream()
                .map(rule -> {
                    String name = names.get(rule.mode());
                    int mode = name == null ? 0 : modes.ofName(name);
                    return mode == 0 || modes.ofOrigin(rule.mode()) == mode
                            ? rule
                            : modes.origin(mode).map(rule::withMode).orElse(rule);
                })
                .toList();
    }
}
