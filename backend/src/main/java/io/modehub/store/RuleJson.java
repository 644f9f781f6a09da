package io.modehub.store;

import io.modehub.activity.AudioCondition;
import io.modehub.activity.HoursCondition;
import io.modehub.activity.InvalidRule;
import io.modehub.activity.Rule;
import io.modehub.activity.TextCondition;
import io.modehub.activity.TextCondition.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A rule as JSON, for the API, the database and exports alike:
 *
 * <pre>{"id":…,"name":…,"enabled":true,"mode":…,"app":{"is":…},"title":{"contains":…},"domain":{"pattern":…},
 * "hours":{"from":"09:00","to":"17:30","days":[1,2,3,4,5]},"audio":"bothVoices"}</pre>
 *
 * Conditions that aren't asked for are left out, as are {@code days} where it is every day. What breaks the form is told by
 * {@link InvalidRule} with the field's path.
 */
public final class RuleJson {
    private RuleJson() {}

    public static JsonObject write(Rule rule) {
        JsonObject json = JsonObject.of(
                "id", rule.id().toString(), "name", rule.name(), "enabled", rule.enabled(), "mode", rule.mode());
        rule.app().ifPresent(app -> json.put("app", write(app)));
        rule.title().ifPresent(title -> json.put("title", write(title)));
        rule.domain().ifPresent(domain -> json.put("domain", write(domain)));
        rule.hours().ifPresent(hours -> json.put("hours", write(hours)));
        rule.audio().ifPresent(audio -> json.put("audio", audio.wire()));
        return json;
    }

    public static JsonArray writeAll(List<Rule> rules) {
        JsonArray all = new JsonArray();
        rules.forEach(rule -> all.add(write(rule)));
        return all;
    }

    /** Rules with the ids they have in the JSON. */
    public static List<Rule> readAll(JsonArray all) {
        List<Rule> rules = new ArrayList<>(all.size());
        for (Object one : all) {
            if (!(one instanceof JsonObject json)) {
                throw new InvalidRule("", "must be an object");
            }
            rules.add(read(json, id(json)));
        }
        return List.copyOf(rules);
    }

    private static UUID id(JsonObject json) {
        try {
            return UUID.fromString(required("id", text(json, "id")));
        } catch (InvalidRule e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidRule("id", "must be a UUID");
        }
    }

    /** The rule of that id; an {@code id} in the JSON counts for nothing. */
    public static Rule read(JsonObject json, UUID id) {
        return new Rule(
                id,
                required("name", text(json, "name")),
                json.getValue("enabled") == null || typed(json, "enabled", Boolean.class, "true or false"),
                required("mode", text(json, "mode")),
                condition(json, "app"),
                condition(json, "title"),
                condition(json, "domain"),
                object(json, "hours").map(hours -> within("hours", () -> hours(hours))),
                Optional.ofNullable(text(json, "audio")).map(RuleJson::audio));
    }

    private static JsonObject write(TextCondition condition) {
        return JsonObject.of(condition.kind().wire(), condition.text());
    }

    private static JsonObject write(HoursCondition hours) {
        JsonObject json =
                JsonObject.of("from", hours.from().toString(), "to", hours.to().toString());
        if (hours.days().size() < DayOfWeek.values().length) {
            JsonArray days = new JsonArray();
            new TreeSet<>(hours.days()).forEach(day -> days.add(day.getValue()));
            json.put("days", days);
        }
        return json;
    }

    private static Optional<TextCondition> condition(JsonObject json, String field) {
        return object(json, field).map(condition -> within(field, () -> condition(condition)));
    }

    private static TextCondition condition(JsonObject json) {
        List<TextCondition> found = new ArrayList<>(1);
        for (Kind kind : Kind.values()) {
            Consumer<String> add = text -> found.add(new TextCondition(kind, text));
            Optional.ofNullable(text(json, kind.wire())).ifPresent(add);
        }
        if (found.size() != 1) {
            throw new InvalidRule("", "must have exactly one of is, contains and pattern");
        }
        return found.get(0);
    }

    private static HoursCondition hours(JsonObject json) {
        return new HoursCondition(time(json, "from"), time(json, "to"), days(json));
    }

    private static LocalTime time(JsonObject json, String field) {
        String text = required(field, text(json, field));
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRule(field, "must be a time of the day from 00:00 to 23:59; example: 09:30");
        }
    }

    private static Set<DayOfWeek> days(JsonObject json) {
        if (json.getValue("days") == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Object day : typed(json, "days", JsonArray.class, "a list of numbers")) {
            if (!(day instanceof Integer number) || number < 1 || number > 7) {
                throw new InvalidRule("days", "must be numbers from 1 (Monday) to 7");
            }
            days.add(DayOfWeek.of(number));
        }
        return days;
    }

    private static AudioCondition audio(String text) {
        return Arrays.stream(AudioCondition.values())
                .filter(audio -> audio.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRule(
                        "audio",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(AudioCondition.values())
                                                .map(AudioCondition::wire)
                                                .toList())));
    }

    private static Optional<JsonObject> object(JsonObject json, String field) {
        return json.getValue(field) == null
                ? Optional.empty()
                : Optional.of(typed(json, field, JsonObject.class, "an object"));
    }

    private static @Nullable String text(JsonObject json, String field) {
        return json.getValue(field) == null ? null : typed(json, field, String.class, "a text");
    }

    private static <T> T typed(JsonObject json, String field, Class<T> type, String words) {
        Object value = json.getValue(field);
        if (!type.isInstance(value)) {
            throw new InvalidRule(field, "must be " + words);
        }
        return type.cast(value);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidRule(field, "is missing");
        }
        return value;
    }

    private static <T> T within(String field, Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidRule e) {
            throw e.within(field);
        }
    }
}
