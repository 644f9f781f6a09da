package io.modehub.api;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.UserId;
import io.modehub.api.TimeResource.Names;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.spans.HourGate;
import io.modehub.store.ContentStore;
import io.modehub.store.ContentStore.Content;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of the spans that are asked for. */
final class SpanPages {
    /** So many spans are looked into at once: a page is mostly full after the first. */
    private static final int CHUNK = 500;

    private final ContentStore contents;
    private final UserId user;
    private final Names names;
    private final Filter filter;

    /**
     * Which spans are asked for, and how fully.
     *
     * @param mode null: all
     * @param app that was in front meanwhile; null: any
     * @param text in a title, an application's name or a site; null: any
     * @param hours of the week that it reaches into; null: any
     * @param content whether applications and the main title are told
     */
    record Filter(
            @Nullable String mode,
            @Nullable String app,
            @Nullable String text,
            @Nullable HourGate hours,
            boolean content) {
        boolean looksInside() {
            return app != null || text != null;
        }
    }

    SpanPages(ContentStore contents, UserId user, Names names, Filter filter) {
        this.contents = contents;
        this.user = user;
        this.names = names;
        this.filter = filter;
    }

    /** The first page of these spans, which are newest first. */
    Future<JsonObject> page(List<ModeSpan> spans, int limit) {
        return first(inHours(inMode(spans)), limit + 1, List.of()).compose(found -> {
            List<ModeSpan> shown = found.subList(0, Math.min(limit, found.size()));
            JsonObject page = JsonObject.of("items", new JsonArray());
            if (found.size() > limit) {
                page.put("nextCursor", Requests.cursor(position(shown.get(limit - 1))));
            }
            return (filter.content() ? contents.of(user, shown) : Future.<List<Content>>succeededFuture(List.of()))
                    .map(inside -> {
                        JsonArray items = page.getJsonArray("items");
                        for (int i = 0; i < shown.size(); i++) {
                            JsonObject item = names.describe(shown.get(i));
                            items.add(inside.isEmpty() ? item : withContent(item, inside.get(i)));
                        }
                        return page;
                    });
        });
    }

    /** A text that sorts as the list does. */
    static String position(ModeSpan span) {
        return String.format("%020d/%s", span.from().toEpochMilli(), span.id());
    }

    private List<ModeSpan> inMode(List<ModeSpan> spans) {
        String wanted = filter.mode();
        if (wanted == null) {
            return spans;
        }
        int mode = names.modes().ofName(wanted);
        if (mode == 0) {
            throw HubException.ofField(ErrorCode.UNKNOWN_MODE, "mode", "is none of your modes");
        }
        return spans.stream().filter(span -> span.modeId() == mode).toList();
    }

    private List<ModeSpan> inHours(List<ModeSpan> spans) {
        HourGate hours = filter.hours();
        return hours == null
                ? spans
                : spans.stream()
                        .filter(span -> hours.touches(
                                span.from().toEpochMilli(), span.to().toEpochMilli()))
                        .toList();
    }

    private Future<List<ModeSpan>> first(List<ModeSpan> spans, int wanted, List<ModeSpan> found) {
        if (!filter.looksInside()) {
            return Future.succeededFuture(spans.subList(0, Math.min(wanted, spans.size())));
        }
        if (found.size() >= wanted || spans.isEmpty()) {
            return Future.succeededFuture(found.subList(0, Math.min(wanted, found.size())));
        }
        List<ModeSpan> chunk = spans.subList(0, Math.min(CHUNK, spans.size()));
        return contents.matching(user, chunk, filter.app(), filter.text()).compose(places -> {
            List<ModeSpan> more = new ArrayList<>(found);
            IntStream.range(0, chunk.size()).filter(places::contains).forEach(i -> more.add(chunk.get(i)));
            return first(spans.subList(chunk.size(), spans.size()), wanted, more);
        });
    }

    private static JsonObject withContent(JsonObject item, Content content) {
        JsonArray apps = new JsonArray();
        content.apps().forEach((app, ms) -> apps.add(JsonObject.of("app", app, "activeMs", ms)));
        return item.put("apps", apps).put("title", content.title());
    }
}
