package io.modehub.interop;

import io.modehub.failure.HubException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What came of an import. Used by one step at a time. */
public final class ImportReport {
    /** Faults told apart; the rest are counted. */
    private static final int MOST_ERRORS = 1_000;

    private final JsonArray errors = new JsonArray();
    private long rejected;
    long activities;
    long labels;
    long modes;
    long models;
    long rules;
    long agents;
    long conversations;
    long skipped;

    /** A line that could not be used. */
    void refuse(long line, HubException why) {
        refuse(JsonObject.of("line", line), why);
    }

    /** What could not be used of a file without lines; the message says where it stands. */
    void refuse(HubException why) {
        refuse(new JsonObject(), why);
    }

    private void refuse(JsonObject error, HubException why) {
        rejected++;
        if (errors.size() < MOST_ERRORS) {
            errors.add(error.put("code", why.code().wire()).put("message", why.getMessage()));
        }
    }

    /** As the answer has it. */
    public JsonObject json() {
        return JsonObject.of(
                "activities", activities,
                "labels", labels,
                "modes", modes,
                "models", models,
                "rules", rules,
                "agents", agents,
                "conversations", conversations,
                "skipped", skipped,
                "rejected", rejected,
                "errors", errors);
    }
}
