package io.modehub.api;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.Chats;
import io.modehub.chat.Chats.Question;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.ConversationStore;
import io.modehub.store.ConversationStore.Conversation;
import io.modehub.store.ConversationStore.Position;
import io.modehub.store.ConversationStore.Used;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions to one's own log, and the conversations they made. */
final class ChatResource {
    /** A conversation is shown with its last turns. */
    private static final int SHOWN_TURNS = 200;

    private final Chats chats;
    private final ConversationStore store;
    private final UserStore users;
    private final Clock clock;

    ChatResource(Chats chats, ConversationStore store, UserStore users, Clock clock) {
        this.chats = chats;
        this.store = store;
        this.users = users;
        this.clock = clock;
    }

    /** Answers a question in a stream of events; the connection's end is the turn's. */
    void ask(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Question question = new Question(
                body.getString("question"),
                Optional.ofNullable(body.getString("conversationId")).map(ChatResource::conversationId),
                Optional.ofNullable(body.getString("timezone")).map(zone -> Requests.zone("timezone", zone)));
        EventStream stream = new EventStream(context);
        chats.ask(user, person(user), question, event -> {
                    stream.send(event);
                    if (event instanceof ChatEvent.Last) {
                        stream.end();
                    }
                })
                .onSuccess(turn -> stream.onClose(turn::cancel))
                .onFailure(context::fail);
    }

    /** Who answers, what leaves the machine, what is left of the day's budget. */
    void describe(RoutingContext context) {
        UserId user = Requests.user(context);
        Future<Boolean> titles = store.titles(user);
        Future<Used> used = store.used(user, clock.instant());
        Future<List<Chip>> suggestions = person(user).compose(chats::suggestions);
        Requests.answer(context, 200, Future.join(titles, used, suggestions).map(done -> {
            JsonArray chips = new JsonArray();
            suggestions
                    .result()
                    .forEach(chip -> chips.add(JsonObject.of("label", chip.label(), "question", chip.question())));
            return JsonObject.of(
                    "provider", chats.provider().name(),
                    "deployment", chats.provider().deployment(),
                    "server", chats.provider().server(),
                    "titles", titles.result(),
                    "usedToday",
                            JsonObject.of(
                                    "turns",
                                    used.result().turns(),
                                    "tokens",
                                    used.result().tokens()),
                    "budget", JsonObject.of("turns", Chats.TURNS_A_DAY, "tokens", Chats.TOKENS_A_DAY),
                    "suggestions", chips);
        }));
    }

    private Future<Person> person(UserId user) {
        return users.find(user)
                .map(found -> found.orElseThrow(
                        () -> new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists")));
    }

    /** Sets whether window titles may be shown to the model. */
    void setTitles(RoutingContext context) {
        UserId user = Requests.user(context);
        boolean titles = Requests.body(context).getBoolean("titles");
        store.setTitles(user, titles).onSuccess(done -> describe(context)).onFailure(context::fail);
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        int limit = Requests.limit(context);
        @Nullable Position after = position(Requests.position(context));
        Requests.answer(context, 200, store.list(user, after, limit + 1).map(found -> page(found, limit)));
    }

    void find(RoutingContext context) {
        UserId user = Requests.user(context);
        UUID id = conversationId(context.pathParam("id"));
        Requests.answer(
                context, 200, store.find(user, id).map(ChatResource::required).compose(conversation -> store.turns(
                                id, SHOWN_TURNS)
                        .map(turns -> {
                            JsonArray all = new JsonArray();
                            turns.forEach(turn -> all.add(JsonObject.of(
                                    "id", turn.id().toString(),
                                    "question", turn.question(),
                                    "at", turn.at().toString(),
                                    "provider", turn.provider(),
                                    "deployment", turn.deployment(),
                                    "finish", turn.finish(),
                                    "events", turn.events())));
                            return describe(conversation).put("turns", all);
                        })));
    }

    void delete(RoutingContext context) {
        UUID id = conversationId(context.pathParam("id"));
        Future<Boolean> gone = store.delete(Requests.user(context), id);
        Requests.answerEmpty(context, gone.map(found -> required(Optional.of(id).filter(one -> found))));
    }

    private static <T> T required(Optional<T> found) {
        return found.orElseThrow(
                () -> HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your conversations"));
    }

    private static UUID conversationId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw HubException.ofField(ErrorCode.NOT_FOUND, "conversationId", "names none of your conversations");
        }
    }

    private static JsonObject page(List<Conversation> found, int limit) {
        JsonArray items = new JsonArray();
        found.stream().limit(limit).map(ChatResource::describe).forEach(items::add);
        JsonObject page = JsonObject.of("items", items);
        if (found.size() > limit) {
            Conversation last = found.get(limit - 1);
            page.put("nextCursor", Requests.cursor(last.updatedAt() + "/" + last.id()));
        }
        return page;
    }

    private static JsonObject describe(Conversation conversation) {
        return JsonObject.of(
                "id", conversation.id().toString(),
                "title", conversation.title(),
                "createdAt", conversation.createdAt().toString(),
                "updatedAt", conversation.updatedAt().toString(),
                "turns", conversation.turns());
    }

    private static @Nullable Position position(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        int slash = cursor.indexOf('/');
        try {
            return new Position(
                    Instant.parse(cursor.substring(0, slash)), UUID.fromString(cursor.substring(slash + 1)));
        } catch (RuntimeException e) {
            throw Requests.badCursor();
        }
    }
}
