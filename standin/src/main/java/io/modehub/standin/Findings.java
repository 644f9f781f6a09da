package io.modehub.standin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tool results put into words; every number is one of theirs. */
final class Findings {
    private static final Pattern DURATION =
            Pattern.compile("-?(?:(\\d+) h)? ?(?:(\\d+) min)?(?:(\\d+) s)?(?:(\\d+) ms)?");
    private static final int MOST_FACTS = 8;

    private Findings() {}

    /** References of the results, in order. */
    static List<String> refs(Asked asked) {
        return results(asked).stream()
                .map(result -> result.getString("ref", ""))
                .filter(ref -> !ref.isEmpty())
                .toList();
    }

    static String answer(Asked asked, boolean german) {
        List<String> called = asked.called();
        List<JsonObject> results = results(asked);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            boolean chart = i < called.size() && called.get(i).equals("chart");
            if (!chart) {
                sentences.add(sentence(results.get(i), asked.question().toLowerCase(Locale.ROOT), german));
            }
        }
        return String.join(" ", sentences);
    }

    private static List<JsonObject> results(Asked asked) {
        List<JsonObject> results = new ArrayList<>();
        for (String text : asked.results()) {
            try {
                results.add(new JsonObject(text));
            } catch (DecodeException e) {
                results.add(JsonObject.of("error", text));
            }
        }
        return results;
    }

    private static String sentence(JsonObject result, String question, boolean german) {
        if (result.containsKey("error")) {
            return german ? "Das konnte ich nicht nachsehen." : "I could not look that up.";
        }
        String cite = " [" + result.getString("ref", "r1") + "]";
        String period = period(result);
        JsonObject facts = result.getJsonObject("facts", new JsonObject());
        Optional<Row> largest = largest(result.getJsonArray("rows", new JsonArray()));
        if (size(facts.getValue("total")) == 0 && facts.containsKey("total")) {
            return (german ? "Keine Daten" : "No data") + period + cite + ".";
        }
        StringBuilder text = new StringBuilder();
        largest.ifPresent(row -> text.append(german ? "Am meisten: **" : "Most: **")
                .append(key(row.key(), question, german))
                .append(german ? "** mit " : "** with ")
                .append(row.value())
                .append(cite)
                .append(period)
                .append(". "));
        if (facts.containsKey("a") && facts.containsKey("b")) {
            return text.append(german ? "Zuerst " : "First ")
                    .append(facts.getValue("a"))
                    .append(german ? ", dann " : ", then ")
                    .append(facts.getValue("b"))
                    .append(german ? "; Unterschied " : "; difference ")
                    .append(facts.getValue("difference"))
                    .append(cite)
                    .append('.')
                    .toString();
        }
        if (largest.isPresent() && facts.containsKey("total")) {
            return text.append(german ? "Insgesamt " : "In total ")
                    .append(facts.getValue("total"))
                    .append(cite)
                    .append('.')
                    .toString();
        }
        return text.append(facts(facts)).append(cite).append(period).append('.').toString();
    }

    private static String facts(JsonObject facts) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, Object> fact : facts) {
            if (fact.getValue() != null && all.size() < MOST_FACTS) {
                all.add(fact.getKey() + " " + fact.getValue());
            }
        }
        return String.join(", ", all);
    }

    private static String period(JsonObject result) {
        JsonArray periods = result.getJsonArray("periods", new JsonArray());
        return periods.isEmpty() ? "" : " (" + periods.getJsonObject(0).getString("label", "") + ")";
    }

    private record Row(String key, Object value) {}

    /** By the first column after the key that is a length of time. */
    private static Optional<Row> largest(JsonArray rows) {
        @Nullable Row largest = null;
        long most = -1;
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            for (Map.Entry<String, Object> column : row) {
                long size = column.getKey().equals("key") ? -1 : size(column.getValue());
                if (size >= 0) {
                    if (size > most && row.containsKey("key")) {
                        most = size;
                        largest = new Row(String.valueOf(row.getValue("key")), column.getValue());
                    }
                    break;
                }
            }
        }
        return Optional.ofNullable(largest);
    }

    /** Milliseconds of {@code 12 h 30 min}, or a plain number; -1: it is neither. */
    private static long size(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        Matcher parts = DURATION.matcher(String.valueOf(value));
        if (value == null || value.toString().isEmpty() || !parts.matches()) {
            return -1;
        }
        return part(parts.group(1), 3_600_000)
                + part(parts.group(2), 60_000)
                + part(parts.group(3), 1_000)
                + part(parts.group(4), 1);
    }

    private static long part(@Nullable String digits, long unit) {
        return digits == null ? 0 : Long.parseLong(digits) * unit;
    }

    /** Hours and weekdays are numbers on the wire. */
    private static String key(String key, String question, boolean german) {
        String group = Wish.group(question);
        if (group.equals("hour") && key.matches("\\d{1,2}")) {
            int hour = Integer.parseInt(key);
            return String.format(Locale.ROOT, "%02d:00–%02d:00", hour, hour + 1);
        }
        if (group.equals("weekday") && key.matches("[1-7]")) {
            return DayOfWeek.of(Integer.parseInt(key))
                    .getDisplayName(TextStyle.FULL, german ? Locale.GERMAN : Locale.ENGLISH);
        }
        return key;
    }
}
