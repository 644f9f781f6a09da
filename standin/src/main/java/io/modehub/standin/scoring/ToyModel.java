package io.modehub.standin.scoring;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;

/** A model of four modes that any reader can foresee: by the application, where it knows it, else by the hour. */
public final class ToyModel {
    /** The columns of its probabilities: sorted, as scikit-learn sorts {@code classes_}. */
    public static final List<String> CLASSES = List.of("Gaming", "Meeting", "Relax", "Work");

    private static final Map<String, String> BY_APP = Map.of(
            "code", "Work", "Teams", "Meeting", "Zoom", "Meeting", "steam", "Gaming", "vlc", "Relax", "firefox",
            "Relax");
    private static final double SURE = 0.85;

    private ToyModel() {}

    /** The label of each row. */
    static JsonArray predict(List<Map<String, Object>> rows) {
        JsonArray labels = new JsonArray();
        rows.forEach(row -> labels.add(label(row)));
        return labels;
    }

    /** A probability a class for each row. */
    static JsonArray probabilities(List<Map<String, Object>> rows) {
        JsonArray all = new JsonArray();
        for (Map<String, Object> row : rows) {
            JsonArray probabilities = new JsonArray();
            CLASSES.forEach(
                    mode -> probabilities.add(mode.equals(label(row)) ? SURE : (1 - SURE) / (CLASSES.size() - 1)));
            all.add(probabilities);
        }
        return all;
    }

    private static String label(Map<String, Object> row) {
        int hour = ((Number) row.getOrDefault("hour", 12)).intValue();
        return BY_APP.getOrDefault(String.valueOf(row.get("app_name")), hour >= 8 && hour < 18 ? "Work" : "Relax");
    }
}
