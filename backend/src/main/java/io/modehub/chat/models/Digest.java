package io.modehub.chat.models;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A summary of the log for models that can't ask: what most questions need, each part with its reference. */
final class Digest {
    private record Part(String tool, JsonObject arguments) {}

    private static final List<Part> PARTS = List.of(
            active("last_30_days", "mode", 10),
            active("last_7_days", "mode", 10),
            active("last_30_days", "app", 15),
            active("last_7_days", "app", 10),
            active("last_30_days", "weekday", 7),
            active("last_30_days", "hour", 24),
            active("last_30_days", "day", 30),
            active("last_365_days", "month", 13),
            new Part("compare", JsonObject.of("period_a", "this_week", "period_b", "last_week", "group_by", "mode")),
            new Part("compare", JsonObject.of("period_a", "this_month", "period_b", "last_month", "group_by", "mode")),
            new Part("work_pattern", JsonObject.of("period", "last_30_days")),
            new Part("breaks", JsonObject.of("period", "last_30_days")));

    private Digest() {}

    private static Part active(String period, String groupBy, int limit) {
        return new Part("active_time", JsonObject.of("period", period, "group_by", groupBy, "limit", limit));
    }

    static Future<String> of(Calls calls) {
        Future<StringBuilder> text = Future.succeededFuture(new StringBuilder());
        for (Part part : PARTS) {
            text = text.compose(
                    all -> calls.call(part.tool(), part.arguments().copy()).map(result -> all.append(part.tool())
                            .append(' ')
                            .append(part.arguments().encode())
                            .append(": ")
                            .append(ToolText.of(result))
                            .append('\n')));
        }
        return text.map(StringBuilder::toString);
    }
}
