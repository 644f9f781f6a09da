package io.modehub.api;

import io.modehub.activity.Modes;
import io.modehub.activity.Sample;
import io.modehub.activity.UserId;
import io.modehub.classify.Classification;
import io.modehub.classify.Classifier;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveFrames;
import io.modehub.models.Questions;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.InvalidActivity;
import io.modehub.store.ModeStore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Classification on demand: items are independent, nothing is stored. */
final class ClassifyResource {
    private final Vertx vertx;
    private final Pool pool;
    private final Setups setups;
    private final Questions questions;
    private final ModeStore modes;
    private final Clock clock;

    ClassifyResource(Vertx vertx, Pool pool, Setups setups, Questions questions, ModeStore modes, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.setups = setups;
        this.questions = questions;
        this.modes = modes;
        this.clock = clock;
    }

    /** A thousand items cost some 30 ms, so they are judged on a worker; where a person chose a classifier outside, that is asked. */
    void classify(RoutingContext context) {
        UserId user = Requests.user(context);
        List<Activity> activities = read(ActivityResource.items(context), clock.instant());
        setups.of(pool, user)
                .compose(judging -> modes.list(user).map(Modes::new).compose(names -> {
                    Setup now = judging.history().latest();
                    return questions
                            .ask(user, SetupHistory.always(now), judging.version(), names, activities, any -> true)
                            .compose(samples ->
                                    vertx.executeBlocking(() -> classify(samples, new Classifier(now), names), false));
                }))
                .onSuccess(body -> Requests.sendJson(context, 200, body))
                .onFailure(context::fail);
    }

    private static Buffer classify(List<Sample> samples, Classifier classifier, Modes names) {
        JsonArray answers = new JsonArray();
        samples.forEach(sample -> answers.add(describe(classifier.classify(sample), names)));
        return answers.toBuffer();
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

    private static JsonObject describe(Classification classification, Modes names) {
        JsonObject probabilities = new JsonObject();
        classification
                .probabilities()
                .forEach((origin, probability) -> probabilities.put(
                        nameOf(names, origin), probabilities.getDouble(nameOf(names, origin), 0.0) + probability));
        return JsonObject.of(
                "mode", nameOf(names, classification.mode()),
                "confidence", classification.confidence(),
                "probabilities", probabilities,
                "model", classification.model(),
                "reasons", LiveFrames.reasons(classification.reasons()));
    }

    private static String nameOf(Modes names, String origin) {
        return names.name(names.ofOrigin(origin));
    }
}
