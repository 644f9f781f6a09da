package io.modehub.models;

import io.modehub.activity.UserId;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.classify.ShippedModel;
import io.modehub.spans.Trackers;
import io.modehub.store.SetupStore;
import io.modehub.store.SetupStore.StoredSetup;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** What judges each person's activities; read once a version and kept. Safe to share between threads. */
public final class Setups {
    /** Persons whose setups are kept in memory; some kilobytes each, as models are shared. */
    private static final int MOST = 10_000;

    private final ModeModel shipped = ShippedModel.load();
    private final Map<UserId, Judging> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Entry<UserId, Judging> eldest) {
            return size() > MOST;
        }
    };

    /**
     * What judges a person's activities, as of one version.
     *
     * @param version of the person's setups; goes up with every change
     */
    public record Judging(long version, SetupHistory history) {
        /** Classification states of the person's agents. */
        public Trackers trackers() {
            return () -> new ModeTracker(history)::next;
        }
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
        return SetupStore.list(client, user).map(stored -> {
            Judging judging = new Judging(version, history(stored));
            keep(user, judging);
            return judging;
        });
    }

    private SetupHistory history(List<StoredSetup> stored) {
        return new SetupHistory(stored.stream().collect(Collectors.toMap(StoredSetup::from, this::setup)));
    }

    private Setup setup(StoredSetup stored) {
        return new Setup(OwnRules.NONE, shipped, stored.zone());
    }

    private synchronized @org.jspecify.annotations.Nullable Judging kept(UserId user) {
        return known.get(user);
    }

    private synchronized void keep(UserId user, Judging judging) {
        known.put(user, judging);
    }
}
