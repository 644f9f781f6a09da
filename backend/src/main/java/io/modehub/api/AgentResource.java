package io.modehub.api;

import io.modehub.accounts.Origins;
import io.modehub.accounts.Pairing;
import io.modehub.activity.AgentId;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.protocol.Text;
import io.modehub.store.AgentStore;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Devices that report. */
final class AgentResource {
    private final AgentStore agents;
    private final Pairing pairing;
    private final TimeChanges changes;
    private final Presence presence;
    private final LiveBus bus;
    private final Origins origins;

    AgentResource(
            AgentStore agents, Pairing pairing, TimeChanges changes, Presence presence, LiveBus bus, Origins origins) {
        this.agents = agents;
        this.pairing = pairing;
        this.presence = presence;
        this.bus = bus;
        this.origins = origins;
        this.changes = changes;
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(context, 200, agents.list(user).compose(all -> agents.standings(user)
                .map(standings -> {
                    JsonArray items = new JsonArray();
                    all.forEach(device -> items.add(with(
                            presence.described(device),
                            standings.get(device.ref().key()))));
                    return JsonObject.of("items", items);
                })));
    }

    /** Between the two readings an agent may have come. */
    private static JsonObject with(JsonObject agent, AgentStore.@Nullable Standing standing) {
        return standing == null
                ? agent
                : agent.put("pairedAt", standing.pairedAt().toString())
                        .put("kept", standing.kept())
                        .put("waiting", standing.waiting())
                        .put("lost", standing.lost())
                        .put("rejected", standing.rejected());
    }

    void beginPairing(RoutingContext context) {
        Requests.answer(
                context,
                201,
                pairing.begin(Requests.user(context))
                        .map(code -> JsonObject.of(
                                "code", code.code(),
                                "expiresAt", code.expiresAt().toString(),
                                "command", "modehub-agent pair " + origins.address() + " " + code.code())));
    }

    void pair(RoutingContext context) {
        JsonObject body = Requests.body(context);
        Requests.answer(
                context,
                200,
                pairing.pair(
                                body.getString("code"),
                                Text.clean(body.getString("name")),
                                Text.clean(body.getString("platform")),
                                body.getString("deviceId"),
                                Requests.client(context))
                        .onSuccess(paired -> {
                            bus.paired(paired.device().ref().key(), paired.tokenId());
                            presence.announce(paired.device().ref());
                        })
                        .map(paired -> JsonObject.of(
                                "agentId", paired.device().ref().id().toString(),
                                "token", paired.token().token())));
    }

    /** Takes a device's token away; its history stays. */
    void revoke(RoutingContext context) {
        Requests.answerEmpty(
                context,
                agents.revoke(Requests.user(context), id(context))
                        .onSuccess(device -> device.ifPresent(
                                known -> bus.revoked(known.ref().key())))
                        .map(device -> device.orElseThrow(AgentResource::notFound)));
    }

    void rename(RoutingContext context) {
        UserId user = Requests.user(context);
        String name = Text.clean(Requests.body(context).getString("name")).strip();
        if (name.isEmpty()) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "name", "must not be blank");
        }
        Requests.answer(
                context,
                200,
                agents.rename(user, id(context), name)
                        .map(device -> device.orElseThrow(AgentResource::notFound))
                        .onSuccess(device -> presence.announce(device.ref()))
                        .map(presence::described));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        AgentId id = id(context);
        Requests.answerEmpty(
                context,
                agents.find(user, id)
                        .map(device ->
                                device.orElseThrow(AgentResource::notFound).ref())
                        .compose(agent -> {
                            bus.revoked(agent.key());
                            return changes.make(user, connection -> AgentStore.delete(connection, user, id)
                                            .map(days -> new Change<>(
                                                    days.isPresent(),
                                                    days.orElse(List.of()).stream()
                                                            .map(day -> Touched.day(user, day))
                                                            .toList())))
                                    .onSuccess(done -> bus.publish(user, "agent/" + id, LiveFrames.removed(id)));
                        })
                        .compose(done -> done ? Future.succeededFuture() : Future.failedFuture(notFound())));
    }

    private static AgentId id(RoutingContext context) {
        return new AgentId(Requests.uuid("id", context.pathParam("id")));
    }

    private static HubException notFound() {
        return HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your devices");
    }
}
