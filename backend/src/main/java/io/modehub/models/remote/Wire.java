package io.modehub.models.remote;

import io.modehub.activity.Scores;
import io.modehub.config.RemoteClassifier.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as the endpoint takes them, and its answers; what comes back is met as hostile. */
final class Wire {
    private static final List<String> COLUMNS = List.of("app_name", "mouse_activity", "hour", "day_of_week");
    private static final String TITLE = "window_title";

    /** Under these names scoring scripts put their results. */
    private static final List<String> RESULTS = List.of("Results", "results", "result");

    /** Probabilities may miss 1 by so much: models round, and compute in 32 bits. */
    private static final double TOLERANCE = 0.01;

    private static final int MOST_SHOWN = 40;

    private Wire() {}

    /** An answer that can't be used; says why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;
        private final Fault fault;

        Unusable(Fault fault, String why) {
            super(why, null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** @param rows at least one; either all have a title or none has */
    static Buffer body(Format format, List<RemoteRow> rows) {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (rows.get(0).title().isPresent()) {
            columns.add(TITLE);
        }
        return switch (format) {
            case AUTOML -> records(columns, rows);
            case MLFLOW -> split(columns, rows);
        };
    }

    private static Buffer records(List<String> columns, List<RemoteRow> rows) {
        JsonArray data = new JsonArray();
        for (RemoteRow row : rows) {
            List<Object> values = values(row);
            JsonObject fields = new JsonObject();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), values.get(i));
            }
            data.add(fields);
        }
        return JsonObject.of(
                        "Inputs",
                        JsonObject.of("data", data),
                        "GlobalParameters",
                        JsonObject.of("method", "predict_proba"))
                .toBuffer();
    }

    private static Buffer split(List<String> columns, List<RemoteRow> rows) {
        JsonArray index = new JsonArray();
        JsonArray data = new JsonArray();
        for (RemoteRow row : rows) {
            index.add(index.size());
            data.add(new JsonArray(values(row)));
        }
        return JsonObject.of(
                        "input_data", JsonObject.of("columns", new JsonArray(columns), "index", index, "data", data))
                .toBuffer();
    }

    private static List<Object> values(RemoteRow row) {
        List<Object> values = new ArrayList<>(List.of(row.app(), row.mouse(), row.hour(), row.dayOfWeek()));
        row.title().ifPresent(values::add);
        return values;
    }

    /**
     * Reads an answer: {@code Results} or a bare array, also as a text that holds it; of labels, or of one probability a class.
     *
     * @param rows how many there must be
     * @param classes what the columns of probabilities mean
     */
    static List<Scores> read(Buffer body, int rows, List<String> classes) throws Unusable {
        JsonArray results = results(decoded(body));
        if (results.size() != rows) {
            throw new Unusable(Fault.WRONG_ROWS, results.size() + " answers to " + rows + " rows");
        }
        List<Scores> scores = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            scores.add(scores(results.getValue(i), classes));
        }
        return scores;
    }

    private static @Nullable Object decoded(Buffer body) throws Unusable {
        try {
            Object once = Json.decodeValue(body);
            return once instanceof String text ? Json.decodeValue(text) : once;
        } catch (DecodeException e) {
            throw new Unusable(Fault.GARBAGE, "the answer is no JSON");
        }
    }

    private static JsonArray results(@Nullable Object answer) throws Unusable {
        if (answer instanceof JsonArray array) {
            return array;
        }
        if (answer instanceof JsonObject object) {
            for (String name : RESULTS) {
                if (object.getValue(name) instanceof JsonArray array) {
                    return array;
                }
            }
        }
        throw new Unusable(Fault.GARBAGE, "the answer is neither an array nor an object with Results");
    }

    private static Scores scores(@Nullable Object result, List<String> classes) throws Unusable {
        if (result instanceof JsonArray columns) {
            return probabilities(columns, classes);
        }
        if (result instanceof String || result instanceof Number) {
            String label = String.valueOf(result);
            if (!classes.contains(label)) {
                throw new Unusable(
                        Fault.UNKNOWN_CLASS,
                        "the answer names the class '" + shown(label) + "', which AZURE_ML_CLASSES does not list");
            }
            return Scores.of(label);
        }
        throw new Unusable(Fault.GARBAGE, "an answer is neither a label nor an array of probabilities");
    }

    private static Scores probabilities(JsonArray columns, List<String> classes) throws Unusable {
        if (columns.size() != classes.size()) {
            throw new Unusable(
                    Fault.UNKNOWN_CLASS,
                    "the answer has " + columns.size() + " columns, and AZURE_ML_CLASSES names " + classes.size());
        }
        Map<String, Double> byMode = new HashMap<>();
        double sum = 0;
        for (int i = 0; i < classes.size(); i++) {
            double probability = columns.getValue(i) instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!(probability >= 0 && probability <= 1)) {
                throw new Unusable(Fault.GARBAGE, "a probability is no number from 0 to 1");
            }
            byMode.put(classes.get(i), probability);
            sum += probability;
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new Unusable(Fault.GARBAGE, "the probabilities of a row do not add up to 1");
        }
        return new Scores(byMode);
    }

    /** The start of a foreign text, fit for a log. */
    private static String shown(String text) {
        return text.codePoints()
                .limit(MOST_SHOWN)
                .mapToObj(point -> Character.isLetterOrDigit(point) || point == ' ' ? Character.toString(point) : "?")
                .collect(Collectors.joining());
    }
}
