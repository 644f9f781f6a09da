package io.modehub.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** What a search found, as JSON. */
final class Findings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Findings() {}

    /** Every trial, the winner first. */
    static JsonArray leaderboard(Outcome outcome) {
        JsonArray all = new JsonArray();
        outcome.leaderboard().forEach(trial -> all.add(trial(trial)));
        return all;
    }

    /** A name for a model that nobody has named. */
    static String name(Outcome outcome, LocalDate day) {
        String family = outcome.winner()
                .candidate()
                .family()
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        return family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1) + ", " + day;
    }

    /** All there is to know of a model: a summary, figures, how it came about. */
    static JsonObject details(Outcome outcome, byte[] file, String source) {
        Metrics metrics = Objects.requireNonNull(outcome.winner().metrics());
        JsonObject details = JsonObject.of(
                "summary",
                JsonObject.of(
                        "family", wire(outcome.winner().candidate().family()),
                        "features", wire(outcome.winner().candidate().features()),
                        "source", source,
                        "rows", outcome.model().rows(),
                        "days", metrics.days(),
                        "heldOut", metrics.heldOut(),
                        "accuracy", metrics.accuracy(),
                        "macroF1", metrics.macroF1(),
                        "weightedAuc", metrics.weightedAuc(),
                        "warnings", json(metrics.warnings().toArray())),
                "metrics",
                object(metrics),
                "trial",
                trial(outcome.winner()),
                "complete",
                outcome.complete(),
                "elapsedMs",
                outcome.elapsedMs(),
                "provenance",
                outcome.provenance(),
                "sha256",
                sha256(file));
        Metrics apps = outcome.appsHeldOut();
        return apps == null ? details : details.put("appsHeldOut", object(apps));
    }

    /** What is missing, for the person and for programs. */
    static JsonObject tooFew(TooFewRows few) {
        JsonArray missing = new JsonArray();
        few.missing().forEach(one -> missing.add(JsonObject.of("what", one.what(), "more", one.more())));
        JsonObject perMode = new JsonObject();
        few.perMode().forEach(perMode::put);
        return JsonObject.of(
                "code",
                TooFewRows.CODE,
                "message",
                few.getMessage(),
                "required",
                TooFewRows.ROWS,
                "found",
                few.found(),
                "perMode",
                perMode,
                "missing",
                missing);
    }

    private static JsonObject trial(Trial trial) {
        JsonObject settings = new JsonObject();
        trial.candidate().settings().forEach(settings::put);
        JsonObject json = JsonObject.of(
                "number", trial.number(),
                "family", wire(trial.candidate().family()),
                "features", wire(trial.candidate().features()),
                "settings", settings,
                "seed", trial.seed(),
                "state", wire(trial.state()),
                "trainMs", trial.trainMs(),
                "predictMicros", trial.predictMicros(),
                "bytes", trial.bytes(),
                "note", trial.note());
        Metrics metrics = trial.metrics();
        return metrics == null
                ? json
                : json.put("accuracy", metrics.accuracy())
                        .put("macroF1", metrics.macroF1())
                        .put("weightedAuc", metrics.weightedAuc())
                        .put("coverage", metrics.coverage().share())
                        .put("calibrationError", metrics.calibration().after());
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject object(Object value) {
        try {
            return new JsonObject(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonArray json(Object[] values) {
        try {
            return new JsonArray(JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
