package io.modehub.api;

import io.modehub.classify.Classification;
import io.modehub.classify.Classifier;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveFrames;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.InvalidActivity;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Classification on demand: items are independent, nothing is stored. */
final class ClassifyResource {
    private final Vertx vertx;
    private final Classifier classifier;
    private final Clock clock;

    ClassifyResource(Vertx vertx, Classifier classifier, Clock clock) {
        this.vertx = vertx;
        this.classifier = classifier;
        this.clock = clock;
    }

    /** A thousand items cost some 30 ms, so they are judged on a worker. */
    void classify(RoutingContext context) {
        Requests.user(context);
        List<Activity> activities = read(ActivityResource.items(context), clock.instant());
        vertx.executeBlocking(
                        () -> {
                            JsonArray answers = new JsonArray();
                            activities.forEach(activity -> answers.add(describe(classifier.classify(activity))));
                            return answers.toBuffer();
                        },
                        false)
                .onSuccess(body -> Requests.sendJson(context, 200, body))
                .onFailure(context::fail);
    }

    private static List<Activity> read(JsonArray items, Instant now) {
        List<Activity> activities = new ArrayList<>(items.size());
        List<HubException.Detail> faults = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                if (!(items.getValue(i) instanceof JsonObject json)) {
                    throw new InvalidActivity("", "must be an object");
                }
                activities.add(ActivityJson.read(json.copy()
                        .put("at", json.getValue("at", now.toString()))
                        .encode()));
            } catch (InvalidActivity e) {
                faults.add(new HubException.Detail(i + "/" + e.path(), e.remedy()));
            }
        }
        if (!faults.isEmpty()) {
            HubException.Detail first = faults.get(0);
            throw new HubException(ErrorCode.INVALID_ACTIVITY, first.path() + " " + first.message(), faults);
        }
        return activities;
    }

    private static JsonObject describe(Classification classification) {
        JsonObject probabilities = new JsonObject();
        classification.probabilities().forEach(probabilities::put);
        return JsonObject.of(
                "mode", classification.mode(),
                "confidence", classification.confidence(),
                "probabilities", probabilities,
                "model", classification.model(),
                "reasons", LiveFrames.reasons(classification.reasons()));
    }
}
