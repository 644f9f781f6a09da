package io.modehub.api;

import io.modehub.activity.Modes;
import io.modehub.models.TooFewRows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of searches names modes as classifiers do, so that it survives renaming; here they get the names by which the
 * person calls them now.
 */
final class ModelNames {
    /** What may be missing and is no mode. */
    private static final Set<String> NO_MODES = Set.of("rows", "modes");

    private final Modes modes;

    ModelNames(Modes modes) {
        this.modes = modes;
    }

    /** A model's details with its modes' present names. */
    JsonObject details(JsonObject kept) {
        JsonObject details = kept.copy();
        for (String figures : new String[] {"metrics", "appsHeldOut"}) {
            if (details.getJsonObject(figures) != null) {
                rename(details.getJsonObject(figures).getJsonArray("modes"), "mode");
                warn(details.getJsonObject(figures));
            }
        }
        return details.getJsonObject("summary") == null ? details : details.put("summary", summary(kept));
    }

    /** A model's summary with its modes' present names; null where nothing is known of it. */
    @Nullable JsonObject summary(JsonObject details) {
        JsonObject summary = details.getJsonObject("summary");
        return summary == null ? null : warn(summary.copy());
    }

    /** A warning about a mode begins with its key. */
    private JsonObject warn(JsonObject figures) {
        figures.getJsonArray("warnings", new JsonArray()).forEach(one -> {
            JsonObject warning = (JsonObject) one;
            String mode = warning.getString("mode");
            if (mode != null) {
                String words = warning.getString("message").substring(mode.length());
                warning.put("mode", name(mode)).put("message", name(mode) + words);
            }
        });
        return figures;
    }

    /** Why a run failed, with its modes' present names. */
    JsonObject error(JsonObject kept) {
        JsonObject error = kept.copy();
        JsonObject perMode = error.getJsonObject("perMode");
        if (perMode != null) {
            JsonObject named = new JsonObject();
            for (Map.Entry<String, Object> mode : perMode) {
                String name = name(mode.getKey());
                named.put(name, named.getInteger(name, 0) + ((Number) mode.getValue()).intValue());
            }
            error.put("perMode", named);
            rename(error.getJsonArray("missing"), "what");
            Map<String, Integer> counts = new TreeMap<>();
            named.forEach(mode -> counts.put(mode.getKey(), ((Number) mode.getValue()).intValue()));
            error.put("message", TooFewRows.words(error.getInteger("found"), counts));
        }
        return error;
    }

    private void rename(JsonArray items, String field) {
        items.forEach(item -> {
            JsonObject one = (JsonObject) item;
            one.put(field, name(one.getString(field)));
        });
    }

    private String name(String key) {
        return NO_MODES.contains(key) ? key : modes.name(modes.ofOrigin(key));
    }
}
