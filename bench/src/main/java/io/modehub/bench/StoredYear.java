package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.store.Database;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.Upkeep;
import io.modehub.truth.ChatTruth.Word;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Brings a person's log to a hub by its own doors, and lets upkeep finish it. Blocks. */
final class StoredYear {
    /** What one request may hold. */
    private static final int LOT = 1_000;

    private final HubProcess hub;
    private final HubApi api;
    private final String token;
    private final UserId person;

    private StoredYear(HubProcess hub) {
        this.hub = hub;
        this.api = new HubApi(hub);
        try (People people = new People(hub.database())) {
            person = people.create();
        }
        token = api.signIn(person);
    }

    /** Stores it for a new person. */
    static UserId of(HubProcess hub, List<Activity> activities, List<Word> words) {
        if (Instant.now().isBefore(ChatYear.PRESENT)) {
            throw new IllegalStateException("the log ends at " + ChatYear.PRESENT
                    + ", and no hub takes activities of the future; check this machine's clock");
        }
        StoredYear year = new StoredYear(hub);
        year.report(activities);
        year.say(words);
        year.settle();
        return year.person;
    }

    private void report(List<Activity> activities) {
        for (int from = 0; from < activities.size(); from += LOT) {
            JsonArray lot = new JsonArray();
            activities
                    .subList(from, Math.min(from + LOT, activities.size()))
                    .forEach(activity -> lot.add(new JsonObject(ActivityJson.write(activity))));
            JsonObject answer = api.post("activities", token, lot.encode());
            if (answer.getInteger("accepted") != lot.size()) {
                throw new IllegalStateException("not all activities were taken: " + answer.encode());
            }
        }
    }

    private void say(List<Word> words) {
        api.post("modes", token, JsonObject.of("name", ChatYear.OWN_MODE).encode());
        String device = new JsonObject(api.get("agents", token))
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        JsonArray labels = new JsonArray();
        for (Word word : words) {
            JsonObject label = JsonObject.of(
                    "from", word.from().toString(), "to", word.to().toString(), "mode", word.mode());
            labels.add(word.ofDevice() ? label.put("agentId", device) : label);
        }
        api.post("labels", token, labels.encode());
    }

    private void settle() {
        Vertx vertx = Vertx.vertx();
        Pool pool = new Database(hub.database()).pool(vertx);
        wait(new Upkeep(vertx, pool, new DayRuns(new Setups()), () -> false, touched -> {}, Clock.systemUTC()).once());
        wait(pool.close());
        wait(vertx.close());
    }

    private static void wait(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }
}
