package io.modehub.chat;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.chat.TurnRequest.Exchange;
import io.modehub.chat.analyst.Analyst;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.Toolbox;
import io.modehub.chat.tools.Toolboxes;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.ConversationStore;
import io.modehub.store.ConversationStore.Begun;
import io.modehub.store.ConversationStore.Turn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes questions, has them answered, and keeps what was said: one turn a person at a time, within a day's budget. */
public final class Chats {
    /** Characters of a question. */
    public static final int MAX_QUESTION = 2_000;

    /** Turns a person may ask on one UTC day. */
    public static final int TURNS_A_DAY = 300;

    /** Tokens a person's turns may cost on one UTC day, question, tools and answer together. */
    public static final long TOKENS_A_DAY = 400_000;

    /** Turns of all people at once: each holds a connection to the model's server. */
    private static final int MAX_RUNNING = 64;

    /** So many earlier turns are known to whoever answers. */
    private static final int HISTORY = 8;

    private static final int MAX_TITLE = 80;

    private final Vertx vertx;
    private final ConversationStore store;
    private final Toolboxes toolboxes;
    private final Provider provider;
    private final Clock clock;
    private final Map<UserId, Slot> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public Chats(Vertx vertx, ConversationStore store, Toolboxes toolboxes, Provider provider, Clock clock) {
        this.vertx = vertx;
        this.store = store;
        this.toolboxes = toolboxes;
        this.provider = provider;
        this.clock = clock;
    }

    /** What is asked. */
    public record Question(String text, Optional<UUID> conversation, Optional<ZoneId> zone) {}

    /** A person's place among those who are being answered. */
    private static final class Slot {
        volatile Optional<RunningTurn> turn = Optional.empty();
    }

    public Provider provider() {
        return provider;
    }

    /**
     * Begins a turn; fails with a {@link HubException} where it can't be. The turn's events go to {@code page}, on the context
     * of the caller.
     *
     * @param person whoever {@code user} is, while that is still being read
     */
    public Future<RunningTurn> ask(UserId user, Future<Person> person, Question question, Consumer<ChatEvent> page) {
        String text = question.text().strip();
        if (text.isEmpty() || text.length() > MAX_QUESTION) {
            return Future.failedFuture(HubException.ofField(
                    ErrorCode.INVALID_VALUE, "question", "must have 1 to " + MAX_QUESTION + " characters"));
        }
        if (stopping) {
            return Future.failedFuture(
                    new HubException(ErrorCode.STOPPING, "the hub is stopping; try again in a minute"));
        }
        if (running.size() >= MAX_RUNNING) {
            return Future.failedFuture(
                    new HubException(ErrorCode.BUSY, "too many questions are being answered; try again in a moment"));
        }
        Slot slot = new Slot();
        if (running.putIfAbsent(user, slot) != null) {
            return Future.failedFuture(new HubException(
                    ErrorCode.TURN_RUNNING, "your last question is still being answered; stop it or wait for its end"));
        }
        return begin(user, person, new Question(text, question.conversation(), question.zone()), slot, page)
                .onFailure(failure -> running.remove(user, slot));
    }

    /**
     * What needs nothing of each other is done side by side, as all of it is waited for before the first word: what a turn has to
     * know is read at once, and whoever answers is asked while the turn is stored.
     */
    private Future<RunningTurn> begin(
            UserId user, Future<Person> person, Question question, Slot slot, Consumer<ChatEvent> page) {
        Instant now = clock.instant();
        Optional<UUID> asked = question.conversation();
        Future<Void> allowed = requireBudget(user, now)
                .compose(nothing -> asked.map(id -> requireOwn(user, id)).orElseGet(Future::succeededFuture));
        Future<List<Turn>> history =
                asked.map(id -> store.turns(id, HISTORY)).orElseGet(() -> Future.succeededFuture(List.of()));
        Future<Boolean> titles = store.titles(user);
        Future<Toolboxes.Prepared> prepared = toolboxes.prepare(user);
        return Future.all(person, allowed, history, titles, prepared).compose(read -> {
            Begun begun = new Begun(UUID.randomUUID(), now, question.text(), provider.name(), provider.deployment());
            Future<UUID> stored = store(user, asked, begun);
            Language language = language(person.result(), question.text(), history.result());
            Toolbox toolbox = prepared.result()
                    .toolbox(
                            question.zone().orElse(person.result().zone()),
                            DayOfWeek.of(person.result().weekStart()),
                            language,
                            titles.result());
            RunningTurn turn = turn(
                    user,
                    begun.id(),
                    new TurnRequest(question.text(), language, exchanges(history.result()), toolbox),
                    slot,
                    page);
            turn.begin(
                    stored.map(conversation ->
                            new ChatEvent.Start(conversation, begun.id(), provider.name(), provider.deployment())),
                    provider);
            return stored.map(turn);
        });
    }

    private Future<UUID> store(UserId user, Optional<UUID> asked, Begun turn) {
        return asked.isEmpty()
                ? store.begin(user, title(turn.question()), turn)
                : store.begin(asked.get(), turn).map(begun -> {
                    if (!begun) {
                        throw noConversation();
                    }
                    return asked.get();
                });
    }

    /** The question's own; where it has none ("Slack?"), that of the questions before, else the person's. */
    private static Language language(Person person, String text, List<Turn> history) {
        Language language = Language.of(person.language());
        for (Turn turn : history) {
            language = Analyst.languageOf(turn.question(), language);
        }
        return Analyst.languageOf(text, language);
    }

    private RunningTurn turn(UserId user, UUID turnId, TurnRequest request, Slot slot, Consumer<ChatEvent> page) {
        // The place is free once the turn is kept: before that, neither the budget nor the next turn's history knows of
        // it.
        RunningTurn turn = new RunningTurn(vertx.getOrCreateContext(), request, page, ended -> keep(user, turnId, ended)
                .onComplete(kept -> running.remove(user, slot)));
        slot.turn = Optional.of(turn);
        return turn;
    }

    private Future<Void> keep(UserId user, UUID turnId, RunningTurn.Ended ended) {
        return store.end(
                        turnId,
                        ended.answer(),
                        ended.deployment().orElse(provider.deployment()),
                        ended.finish(),
                        ended.calls(),
                        ended.events())
                .compose(nothing -> store.use(user, clock.instant(), 1, ended.tokens()));
    }

    private Future<Void> requireBudget(UserId user, Instant now) {
        return store.used(user, now).map(used -> {
            if (used.turns() >= TURNS_A_DAY || used.tokens() >= TOKENS_A_DAY) {
                Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
                throw HubException.until(
                        ErrorCode.CHAT_BUDGET_SPENT,
                        "today's " + TURNS_A_DAY + " questions or " + TOKENS_A_DAY
                                + " tokens are used up; the next day begins at midnight UTC",
                        Duration.between(now, midnight));
            }
            return null;
        });
    }

    private Future<Void> requireOwn(UserId user, UUID conversation) {
        return store.find(user, conversation)
                .map(found -> found.orElseThrow(Chats::noConversation))
                .mapEmpty();
    }

    private static HubException noConversation() {
        return HubException.ofField(
                ErrorCode.NOT_FOUND, "conversationId", "names none of your conversations; leave it out to begin one");
    }

    private static String title(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MAX_TITLE - 1))) + "…";
    }

    /** Turns that were answered; the others would only mislead. */
    private static List<Exchange> exchanges(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.finish() != null && !turn.calls().isEmpty())
                .map(turn -> new Exchange(
                        turn.question(),
                        turn.answer(),
                        turn.calls().stream()
                                .map(JsonObject.class::cast)
                                .map(call ->
                                        new ToolResult.Call(call.getString("tool"), call.getJsonObject("arguments")))
                                .toList()))
                .toList();
    }

    /** Questions a person may begin with, about what their log holds. */
    public Future<List<ChatEvent.Chip>> suggestions(Person person) {
        Language language = Language.of(person.language());
        return toolboxes
                .of(person.id(), person.zone(), DayOfWeek.of(person.weekStart()), language, false)
                .map(toolbox -> Suggestions.of(toolbox.vocabulary(), language));
    }

    /** Ends what is running; takes no more. */
    public void stop() {
        stopping = true;
        running.values().forEach(slot -> slot.turn.ifPresent(turn -> turn.fail(ChatFault.STOPPING)));
    }
}
