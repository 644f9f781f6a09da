package io.modehub.standin.scoring;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the deployed model wants its rows, and how it answers. */
public enum Format {
    /** The scoring script that AutoML writes: {@code Inputs.data} holds records, {@code GlobalParameters.method} says what to call. */
    AUTOML {
        @Override
        List<Map<String, Object>> rows(JsonObject body) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Object record : body.getJsonObject("Inputs").getJsonArray("data")) {
                rows.add(new LinkedHashMap<>(((JsonObject) record).getMap()));
            }
            return rows;
        }

        @Override
        String method(JsonObject body) {
            JsonObject parameters = body.getJsonObject("GlobalParameters");
            return parameters == null ? "predict" : String.valueOf(parameters.getValue("method"));
        }

        @Override
        Object answer(JsonArray results) {
            return JsonObject.of("Results", results);
        }
    },

    /** MLflow without a scoring script: {@code input_data} holds columns, index and data; the answer is a bare array of labels. */
    MLFLOW {
        @Override
        List<Map<String, Object>> rows(JsonObject body) {
            JsonObject input = body.getJsonObject("input_data");
            JsonArray columns = input.getJsonArray("columns");
            JsonArray data = input.getJsonArray("data");
            if (input.getJsonArray("index").size() != data.size()) {
                throw new IllegalArgumentException("index and data differ in length");
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                JsonArray values = data.getJsonArray(i);
                if (values.size() != columns.size()) {
                    throw new IllegalArgumentException("data[" + i + "] has not one value a column");
                }
                Map<String, Object> row = new LinkedHashMap<>();
                for (int j = 0; j < columns.size(); j++) {
                    row.put(columns.getString(j), values.getValue(j));
                }
                rows.add(row);
            }
            return rows;
        }

        @Override
        String method(JsonObject body) {
            return "predict";
        }

        @Override
        Object answer(JsonArray results) {
            return results;
        }
    };

    /** The rows of a request by column; throws a runtime exception where the body has another form. */
    abstract List<Map<String, Object>> rows(JsonObject body);

    /** {@code predict}, {@code predict_proba}, or what the request says instead. */
    abstract String method(JsonObject body);

    /** The body of an answer: an object or an array. */
    abstract Object answer(JsonArray results);
}
