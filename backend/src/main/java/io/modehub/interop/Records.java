package io.modehub.interop;

import io.modehub.activity.AgentId;
import io.modehub.activity.Goal;
import io.modehub.activity.Mode;
import io.modehub.activity.ModelId;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.protocol.ActivityJson;
import io.modehub.spans.DaySums;
import io.modehub.store.ExportStore.AgentRow;
import io.modehub.store.ExportStore.LabelRow;
import io.modehub.store.ExportStore.RollupRow;
import io.modehub.store.ExportStore.SpanRow;
import io.modehub.store.ModelStore.KeptModel;
import io.modehub.store.ModelStore.StoredModel;
import io.modehub.store.SetupStore.StoredSetup;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records of an export as JSON texts, {@code type} first. Names stand for numbers, which are a hub's own. */
final class Records {
    /** Of the file's layout; a newer one is refused. */
    static final int VERSION = 1;

    private static final int PART_BYTES = 512 * 1024;

    /** One entry of a roll-up. */
    private record Sum(int quarter, String mode, String app, int ms) {}

    private Records() {}

    static String header() {
        return JsonObject.of("type", "modehub", "version", VERSION).encode();
    }

    /** The last record tells a whole file from one that was cut. */
    static String end(long records) {
        return JsonObject.of("type", "end", "records", records).encode();
    }

    static String mode(Mode mode) {
        return JsonObject.of(
                        "type", "mode",
                        "name", mode.name(),
                        "colour", mode.colour(),
                        "order", mode.order(),
                        "builtIn", mode.builtIn(),
                        "origins", new JsonArray(List.copyOf(new TreeSet<>(mode.origins()))))
                .encode();
    }

    static String goal(Goal goal, String mode) {
        return JsonObject.of(
                        "type",
                        "goal",
                        "mode",
                        mode,
                        "kind",
                        goal.atLeast() ? "atLeast" : "atMost",
                        "per",
                        goal.per().name().toLowerCase(Locale.ROOT),
                        "targetMs",
                        goal.target().toMillis())
                .encode();
    }

    /** A model, whose bytes follow in parts. */
    static String model(KeptModel kept) {
        StoredModel model = kept.model();
        JsonObject json = JsonObject.of(
                "type", "model",
                "id", model.id().toString(),
                "name", model.name(),
                "createdAt", model.createdAt().toString(),
                "bytes", model.bytes(),
                "details", model.details());
        model.activatedAt().ifPresent(at -> json.put("activatedAt", at.toString()));
        return (kept.deleted() ? json.put("deleted", true) : json).encode();
    }

    /** A model's file in parts, so that no line is longer than others may be. */
    static Stream<String> modelParts(ModelId id, byte[] file) {
        return IntStream.iterate(0, from -> from < file.length, from -> from + PART_BYTES)
                .mapToObj(from -> Arrays.copyOfRange(file, from, Math.min(from + PART_BYTES, file.length)))
                .map(part -> JsonObject.of(
                                "type", "modelPart",
                                "id", id.toString(),
                                "data", Base64.getEncoder().encodeToString(part))
                        .encode());
    }

    static String setup(StoredSetup setup) {
        return JsonObject.of(
                        "type", "setup",
                        "from", setup.from().toString(),
                        "model", setup.model(),
                        "pace", setup.pace().wire(),
                        "zone", setup.zone().getId(),
                        "rules", setup.rules())
                .encode();
    }

    static String agent(AgentRow agent) {
        JsonObject json = JsonObject.of(
                "type", "agent",
                "id", agent.ref().id().toString(),
                "kind", agent.kind(),
                "name", agent.name(),
                "platform", agent.platform(),
                "version", agent.version(),
                "sensors", new JsonArray(agent.sensors()),
                "sources", agent.sources(),
                "finishedTo", agent.finishedTo().toString());
        return (agent.deviceId() == null ? json : json.put("deviceId", agent.deviceId())).encode();
    }

    static String thinned(AgentId agent, LocalDate day) {
        return JsonObject.of("type", "thinned", "agentId", agent.toString(), "day", day.toString())
                .encode();
    }

    /** The most frequent record by far, so it is put together from text. */
    static String activity(AgentId agent, Sample sample, boolean present) {
        Scores remote = sample.remote();
        return "{\"type\":\"activity\",\"agentId\":\"" + agent + "\"," + (present ? "\"present\":true," : "")
                + (remote == null ? "" : "\"remote\":" + Json.encode(remote.text()) + ",")
                + ActivityJson.write(sample.activity()).substring(1);
    }

    static String label(LabelRow label) {
        JsonObject json = JsonObject.of("type", "label");
        label.agent().ifPresent(agent -> json.put("agentId", agent.toString()));
        json.put("from", label.from().toString());
        label.to().ifPresent(to -> json.put("to", to.toString()));
        json.put("mode", label.mode())
                .put("source", label.source())
                .put("withSpan", label.withSpan())
                .put("colours", label.colours());
        label.batch().ifPresent(batch -> json.put("batch", batch));
        return json.encode();
    }

    static String span(SpanRow span) {
        return JsonObject.of(
                        "type", "span",
                        "agentId", span.agent().toString(),
                        "from", span.from().toString(),
                        "to", span.to().toString(),
                        "mode", span.mode(),
                        "source", span.source(),
                        "confidence", span.confidence(),
                        "model", span.model())
                .encode();
    }

    static String rollup(RollupRow rollup, LocalDate day, Map<Integer, String> modes, Map<Integer, String> apps) {
        JsonObject json = JsonObject.of("type", "rollup");
        rollup.agent().ifPresent(agent -> json.put("agentId", agent.toString()));
        return json.put("day", day.toString())
                .put("entries", entries(rollup.sums(), modes, apps))
                .encode();
    }

    private static JsonArray entries(DaySums sums, Map<Integer, String> modes, Map<Integer, String> apps) {
        List<Sum> all = new ArrayList<>();
        sums.visit((quarter, mode, app, ms) ->
                all.add(new Sum(quarter, modes.getOrDefault(mode, ""), apps.getOrDefault(app, ""), ms)));
        all.sort(Comparator.comparingInt(Sum::quarter).thenComparing(Sum::mode).thenComparing(Sum::app));
        JsonArray entries = new JsonArray();
        all.forEach(sum -> entries.add(JsonArray.of(sum.quarter(), sum.mode(), sum.app(), sum.ms())));
        return entries;
    }
}
