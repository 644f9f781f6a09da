package io.modehub.models;

import io.modehub.activity.ModelId;
import io.modehub.activity.UserId;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Pace;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.classify.ShippedModel;
import io.modehub.classify.UnreadableModel;
import io.modehub.spans.Trackers;
import io.modehub.store.ModelStore;
import io.modehub.store.RuleJson;
import io.modehub.store.SetupStore;
import io.modehub.store.SetupStore.StoredSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What judges each person's activities; read once a version and kept. Safe to share between threads. */
public final class Setups {
    private static final Logger LOG = LoggerFactory.getLogger(Setups.class);

    /** Persons whose setups are kept in memory; without models of their own some kilobytes each. */
    private static final int MOST = 10_000;

    /** Models of people's own that are kept in memory, together; who comes again is read again in some 50 ms. */
    private static final long MOST_BYTES = 48 << 20;

    private final ModeModel shipped = ShippedModel.load();
    private final Map<UserId, Judging> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Choice, SetupHistory> untouchedBy = new ConcurrentHashMap<>();
    private long bytes;

    /**
     * What judges a person's activities, as of one version.
     *
     * @param version of the person's setups; goes up with every change
     * @param bytes size of the models of their own
     */
    public record Judging(long version, SetupHistory history, long bytes) {
        /** Classification states of the person's agents. */
        public Trackers trackers() {
            return () -> new ModeTracker(history)::next;
        }
    }

    /** The model that comes with the hub. */
    public ModeModel shipped() {
        return shipped;
    }

    /** What judges a person's activities by what that connection sees. */
    public Future<Judging> of(SqlClient client, UserId user) {
        return SetupStore.version(client, user).compose(version -> {
            Judging kept = kept(user);
            return kept != null && kept.version() == version
                    ? Future.succeededFuture(kept)
                    : read(client, user, version);
        });
    }

    private Future<Judging> read(SqlClient client, UserId user, long version) {
        return SetupStore.list(client, user)
                .compose(stored -> models(client, user, stored).map(models -> {
                    Map<Instant, Setup> setups = new HashMap<>();
                    String local = SetupStore.SHIPPED;
                    for (StoredSetup setup : stored) {
                        boolean remote = setup.model().equals(Setup.REMOTE);
                        // Behind the endpoint stands the model that judged before it.
                        local = remote ? local : setup.model();
                        setups.put(
                                setup.from(),
                                new Setup(
                                        OwnRules.of(RuleJson.readAll(setup.rules())),
                                        models.of(local),
                                        setup.pace(),
                                        setup.zone(),
                                        remote));
                    }
                    Judging judging = new Judging(version, shared(new SetupHistory(setups)), models.bytes);
                    keep(user, judging);
                    return judging;
                }));
    }

    /** Most people leave everything as it is, and each of their links holds what judges it. */
    private SetupHistory shared(SetupHistory history) {
        Setup only = history.latest();
        boolean untouched = history.isConstant()
                && only.rules().rules().isEmpty()
                && only.model().equals(shipped)
                && !only.remote();
        return untouched
                ? untouchedBy.computeIfAbsent(new Choice(only.pace(), only.zone()), choice -> history)
                : history;
    }

    /** What somebody chose who has neither rules nor a model of their own. */
    private record Choice(Pace pace, ZoneId zone) {}

    /** Models by the name under which setups know them. */
    private static final class Models {
        private final ModeModel shipped;
        private final Map<String, ModeModel> own = new HashMap<>();
        private long bytes;

        Models(ModeModel shipped) {
            this.shipped = shipped;
        }

        ModeModel of(String name) {
            return own.getOrDefault(name, shipped);
        }
    }

    private Future<Models> models(SqlClient client, UserId user, List<StoredSetup> setups) {
        Models models = new Models(shipped);
        Future<Void> done = Future.succeededFuture();
        for (String name : setups.stream().map(StoredSetup::model).distinct().toList()) {
            if (!name.equals(SetupStore.SHIPPED) && !name.equals(Setup.REMOTE)) {
                ModelId id = new ModelId(UUID.fromString(name));
                done = done.compose(nothing -> ModelStore.file(client, user, id))
                        .compose(file -> file.isEmpty()
                                ? Future.succeededFuture()
                                : read(id, file.get()).map(model -> {
                                    models.own.put(name, model);
                                    models.bytes += file.get().length;
                                    return null;
                                }));
            }
        }
        return done.map(nothing -> models);
    }

    /** One that can't be read leaves its place to the shipped one. */
    private Future<ModeModel> read(ModelId id, byte[] file) {
        return Objects.requireNonNull(Vertx.currentContext())
                .executeBlocking(() -> ModeModel.read(id.toString(), file).over(shipped), false)
                .recover(failure -> {
                    if (failure instanceof UnreadableModel) {
                        LOG.warn(
                                "model {} can't be used, the shipped one judges instead: {}", id, failure.getMessage());
                        return Future.succeededFuture(shipped);
                    }
                    return Future.failedFuture(failure);
                });
    }

    private synchronized @Nullable Judging kept(UserId user) {
        return known.get(user);
    }

    private synchronized void keep(UserId user, Judging judging) {
        Judging before = known.put(user, judging);
        bytes += judging.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Judging> eldest = known.values().iterator();
        while (known.size() > 1 && (known.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
