package io.modehub.live;

import io.modehub.activity.AgentId;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Frames of the live link from hub to browser, as JSON with their type first. */
public final class LiveFrames {
    private LiveFrames() {}

    /** An agent's mode changed. */
    public static JsonObject mode(
            AgentId agent,
            long version,
            String mode,
            double confidence,
            Instant since,
            List<Reason> reasons,
            String by) {
        return JsonObject.of(
                "type",
                "mode",
                "agentId",
                agent.toString(),
                "version",
                version,
                "mode",
                mode,
                "confidence",
                confidence,
                "since",
                since.toString(),
                "reasons",
                reasons(reasons),
                "by",
                by);
    }

    /** Something within that stretch changed, of an agent or of the person's own timeline: ask again. */
    public static JsonObject span(Optional<AgentId> agent, Instant from, Instant to) {
        return JsonObject.of(
                "type",
                "span",
                "agentId",
                agent.map(AgentId::toString).orElse(null),
                "from",
                from.toString(),
                "to",
                to.toString());
    }

    /** The person's {@code modes}, {@code goals} or whether anything is collected ({@code collection}) changed: ask again. */
    public static JsonObject changed(String what) {
        return JsonObject.of("type", "changed", "what", what);
    }

    /** The agent is gone. */
    public static JsonObject removed(AgentId agent) {
        return JsonObject.of("type", "agent", "agentId", agent.toString(), "removed", true);
    }

    /**
     * The meters of this moment.
     *
     * @param activeFromDb from where on a source stands out from what it sounds like while nothing happens
     */
    public static JsonObject levels(
            AgentId agent,
            Instant at,
            List<AudioLevel> audio,
            ToDoubleFunction<AudioLevel> activeFromDb,
            double mouse,
            double keyboard,
            String app,
            @org.jspecify.annotations.Nullable String title) {
        JsonObject frame = JsonObject.of(
                "type",
                "levels",
                "agentId",
                agent.toString(),
                "at",
                at.toString(),
                "audio",
                meters(audio, activeFromDb),
                "mouse",
                mouse,
                "keyboard",
                keyboard,
                "app",
                app);
        return title == null ? frame : frame.put("title", title);
    }

    private static JsonArray meters(List<AudioLevel> audio, ToDoubleFunction<AudioLevel> activeFromDb) {
        JsonArray all = audio(audio);
        for (int i = 0; i < audio.size(); i++) {
            all.getJsonObject(i).put("activeFromDb", activeFromDb.applyAsDouble(audio.get(i)));
        }
        return all;
    }

    /** Reasons as pages and the database have them. */
    public static JsonArray reasons(List<Reason> reasons) {
        JsonArray all = new JsonArray();
        for (Reason reason : reasons) {
            JsonObject args = new JsonObject();
            reason.args().forEach(args::put);
            all.add(JsonObject.of("code", reason.code(), "args", args, "text", reason.text()));
        }
        return all;
    }

    /** Levels as the REST API and the live link have them. */
    public static JsonArray audio(List<AudioLevel> audio) {
        JsonArray all = new JsonArray();
        for (AudioLevel level : audio) {
            JsonObject one = JsonObject.of(
                    "source", level.source().wire(),
                    "rmsDb", level.rmsDb(),
                    "peakDb", level.peakDb(),
                    "voice", level.voice());
            if (level.name() != null) {
                one.put("name", level.name());
            }
            if (level.inUse() != null) {
                one.put("inUse", level.inUse());
            }
            if (level.by() != null) {
                one.put("by", level.by());
            }
            all.add(one);
        }
        return all;
    }
}
