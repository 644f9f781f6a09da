package io.modehub.interop;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.spans.DayFold;
import io.modehub.store.ImportStore;
import io.modehub.store.ImportStore.Agent;
import io.modehub.store.ImportStore.NewAgent;
import io.modehub.store.RollupStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The agents of a file and those of the person that they are here. */
final class ImportedAgents {
    private final Import.Stages stages;
    private final UserId user;
    private final Map<String, Agent> known = new HashMap<>();

    ImportedAgents(Import.Stages stages, UserId user) {
        this.stages = stages;
        this.user = user;
    }

    /** Finds the agent here, or makes it; whether it is new. */
    Future<Boolean> add(NewAgent agent) {
        UUID other = named("agent " + user + " " + agent.id());
        NewAgent fresh = notAhead(agent);
        return stages.pool()
                .withTransaction(connection -> RollupStore.lock(connection, List.of(user))
                        .compose(nothing -> findOrAdd(connection, fresh, other)))
                .map(found -> {
                    known.put(agent.id().toString(), found);
                    return found.added();
                });
    }

    private Future<Agent> findOrAdd(SqlConnection connection, NewAgent agent, UUID other) {
        return ImportStore.findAgent(connection, user, agent, other).compose(found -> found.map(Future::succeededFuture)
                .orElseGet(() -> ImportStore.addAgent(connection, user, agent, other)));
    }

    /** Today is never finished. */
    private NewAgent notAhead(NewAgent agent) {
        LocalDate today = DayFold.dayOf(stages.clock().instant());
        return new NewAgent(
                agent.id(),
                agent.kind(),
                agent.name(),
                agent.platform(),
                agent.version(),
                agent.deviceId(),
                agent.sensors(),
                agent.sources(),
                agent.finishedTo().isAfter(today) ? today : agent.finishedTo());
    }

    /** The agent that the file calls so. */
    Optional<Agent> find(String fileId) {
        return Optional.ofNullable(known.get(fileId.toLowerCase(Locale.ROOT)));
    }

    Agent require(String fileId) {
        return find(fileId)
                .orElseThrow(() ->
                        HubException.ofField(ErrorCode.NOT_FOUND, "agentId", "names no agent of the lines before"));
    }

    Collection<Agent> all() {
        return known.values();
    }

    /** The stream in which this file's activities of an agent are kept, the same at every import. */
    static UUID stream(String fileId) {
        return named("stream " + fileId.toLowerCase(Locale.ROOT));
    }

    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("modehub import " + name).getBytes(StandardCharsets.UTF_8));
    }
}
