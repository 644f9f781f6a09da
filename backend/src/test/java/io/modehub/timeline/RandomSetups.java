package io.modehub.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.Rest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a person changes, at random, of what judges their time: rules, from now on and in the past; pace; models. */
final class RandomSetups {
    private final Rest person;
    private final List<String> models;
    private final Random random;
    private final List<String> log;
    private final List<String> rules = new ArrayList<>();

    RandomSetups(Rest person, List<String> models, Random random, List<String> log) {
        this.person = person;
        this.models = models;
        this.random = random;
        this.log = log;
    }

    void changeRules(String mode, String app) {
        int kind = random.nextInt(4);
        if (rules.isEmpty() || (kind == 0 && rules.size() < 6)) {
            JsonObject rule = JsonObject.of("name", "rule", "mode", mode, "app", JsonObject.of("is", app));
            log.add("rule " + rule);
            rules.add(person.post("rules", rule).json().getString("id"));
        } else if (kind == 1) {
            String gone = rules.remove(random.nextInt(rules.size()));
            log.add("delete rule " + gone);
            assertThat(person.delete("rules/" + gone).status()).isEqualTo(204);
        } else {
            JsonObject change = JsonObject.of(
                    "mode", mode, "enabled", random.nextInt(4) > 0, "order", random.nextInt(rules.size()));
            log.add("change rule " + change);
            assertThat(person.patch("rules/" + one(rules), change).status()).isEqualTo(200);
        }
    }

    /** Rules apply to the past, or no longer. */
    void judgeThePast(Instant from) {
        JsonArray applications = person.get("rules/applications").items();
        if (random.nextBoolean() || applications.isEmpty()) {
            Rest.Answer answer = person.post("rules/apply", JsonObject.of("from", from));
            log.add("apply rules: " + answer.body());
            assertThat(answer.status()).isIn(202, 409);
        } else {
            String id = applications
                    .getJsonObject(random.nextInt(applications.size()))
                    .getString("id");
            Rest.Answer answer = person.delete("rules/applications/" + id);
            log.add("undo " + id + ": " + answer.body());
            assertThat(answer.status()).isIn(202, 409);
        }
    }

    void changePace() {
        String pace = one(List.of("quick", "brisk", "balanced", "steady", "calm"));
        log.add("pace " + pace);
        assertThat(person.put("models/pace", JsonObject.of("pace", pace)).status())
                .isEqualTo(200);
    }

    void activate(Instant from) {
        boolean back = random.nextInt(3) == 0;
        JsonObject since = random.nextBoolean() ? new JsonObject() : JsonObject.of("from", from);
        Rest.Answer answer = back
                ? person.post("models/rollback", new JsonObject())
                : person.post("models/" + one(models) + "/activate", since);
        log.add("activate " + since + ": " + answer.status());
        assertThat(answer.status()).isIn(back ? List.of(200, 409) : List.of(200));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
