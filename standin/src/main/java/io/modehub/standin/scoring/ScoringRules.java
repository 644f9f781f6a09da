package io.modehub.standin.scoring;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an endpoint and the model behind it ask of a request. */
final class ScoringRules {
    static final String PATH = "/score";
    static final String PREDICT = "predict";
    static final String PROBABILITIES = "predict_proba";

    private static final List<String> COLUMNS = List.of("app_name", "mouse_activity", "hour", "day_of_week");
    private static final String TITLE = "window_title";
    private static final int MAX_TEXT = 512;

    private final List<String> breaches = new ArrayList<>();

    private ScoringRules() {}

    /** What is wrong with a request before its body is read; none: it is right. */
    static List<String> ofHead(HttpMethod method, String path, MultiMap headers) {
        ScoringRules rules = new ScoringRules();
        rules.check(method.equals(HttpMethod.POST), "the method is not POST but " + method);
        rules.check(path.equals(PATH), "the path is not " + PATH + " but " + path);
        rules.check(
                String.valueOf(headers.get("Content-Type")).matches("application/json(;.*)?"),
                "Content-Type is not application/json");
        rules.check(
                String.valueOf(headers.get("Authorization")).startsWith("Bearer "),
                "Authorization is not Bearer and a key");
        rules.check(
                !headers.contains("azureml-model-deployment")
                        || headers.get("azureml-model-deployment").matches("[a-zA-Z][\\w-]{1,31}"),
                "azureml-model-deployment is no name of a deployment");
        return rules.breaches;
    }

    /** What is wrong with the rows, as the model's signature sees them; none: they are right. */
    static List<String> ofRows(List<Map<String, Object>> rows, String method) {
        ScoringRules rules = new ScoringRules();
        rules.check(
                Set.of(PREDICT, PROBABILITIES).contains(method),
                "Invalid predict method argument received. GlobalParameters.method is \"" + method + "\"");
        rules.check(!rows.isEmpty(), "there are no rows");
        for (int i = 0; i < rows.size(); i++) {
            rules.row(rows.get(i), "rows[" + i + "]");
        }
        return rules.breaches;
    }

    private void row(Map<String, Object> row, String at) {
        List<String> names = new ArrayList<>(row.keySet());
        if (row.containsKey(TITLE)) {
            names.remove(TITLE);
            check(isText(row.get(TITLE)), at + "." + TITLE + " is no text");
        }
        check(names.equals(COLUMNS), at + " has other columns than the model: " + row.keySet());
        check(isText(row.get("app_name")), at + ".app_name is no text");
        check(isWithin(row.get("mouse_activity"), 0, 10), at + ".mouse_activity is no whole number from 0 to 10");
        check(isWithin(row.get("hour"), 0, 23), at + ".hour is no whole number from 0 to 23");
        check(isWithin(row.get("day_of_week"), 1, 7), at + ".day_of_week is no whole number from 1 to 7");
    }

    private static boolean isText(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof String text && text.length() <= MAX_TEXT;
    }

    private static boolean isWithin(@org.jspecify.annotations.Nullable Object value, int from, int to) {
        return value instanceof Integer number && number >= from && number <= to;
    }

    private void check(boolean right, String breach) {
        if (!right) {
            breaches.add(breach);
        }
    }
}
