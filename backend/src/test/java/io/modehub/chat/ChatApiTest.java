package io.modehub.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.chat.ChatStream.Event;
import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.standin.Asked;
import io.modehub.standin.Standin;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions over HTTP: streams, conversations, budgets, and pages that go away. */
class ChatApiTest {
    private static final Standin STANDIN = Standin.start(Standin.Options.PLAIN);

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.answeredBy(() -> new Settings.Chat(
            Optional.of(new ModelServer.Azure(
                    URI.create(STANDIN.address()), new Secret(Standin.KEY), List.of("gpt-4o"), "2025-01-01-preview")),
            List.of(),
            true));

    private final Person person = HUB.newPerson(Role.VIEWER);
    private final Rest caller = HUB.withToken(HUB.tokenOf(person));

    @AfterAll
    static void stop() {
        STANDIN.close();
    }

    @BeforeEach
    void forget() {
        STANDIN.forget();
    }

    private ChatStream ask(String question) {
        return new ChatStream(HUB.port(), caller, JsonObject.of("question", question));
    }

    private List<Event> answer(JsonObject question) {
        try (ChatStream stream = new ChatStream(HUB.port(), caller, question)) {
            assertThat(stream.status()).isEqualTo(200);
            return stream.rest();
        }
    }

    private Rest.Answer refusal(JsonObject question) {
        return caller.post("chat", question);
    }

    private void awaitFree() {
        await().until(() ->
                refusal(JsonObject.of("question", " ", "timezone", "UTC")).status() == 422);
        await().until(() -> HUB.rows(
                        "select 1 from turns t join conversations c on c.id = t.conversation_id"
                                + " where c.user_id = ? and t.finish is null",
                        person.id().value())
                .isEmpty());
    }

    @Test
    void anAnswerBeginsWithStartAndHasOneEnd() {
        List<Event> events = answer(JsonObject.of("question", "How long did I work last week?"));

        assertThat(events.get(0).type()).isEqualTo("start");
        assertThat(events.get(0).data().fieldNames())
                .containsExactlyInAnyOrder("conversationId", "turnId", "provider", "deployment");
        assertThat(events.get(0).data().getString("provider")).isEqualTo("azure");
        assertThat(events.get(0).data().getString("deployment")).isEqualTo("gpt-4o");
        assertThat(events)
                .filteredOn(event -> List.of("done", "error").contains(event.type()))
                .hasSize(1);
        assertThat(events.get(events.size() - 1).type()).isEqualTo("done");
    }

    @Test
    void conversationsAreKeptGoOnAndCanBeDeleted() {
        List<Event> first = answer(JsonObject.of("question", "How long did I work last week?"));
        String id = first.get(0).data().getString("conversationId");
        answer(JsonObject.of("question", "And the week before?", "conversationId", id, "timezone", "Asia/Kolkata"));

        JsonObject listed = caller.get("chat/conversations").items().getJsonObject(0);
        assertThat(listed.getString("id")).isEqualTo(id);
        assertThat(listed.getString("title")).isEqualTo("How long did I work last week?");
        assertThat(listed.getInteger("turns")).isEqualTo(2);
        JsonObject turn = caller.get("chat/conversations/" + id)
                .json()
                .getJsonArray("turns")
                .getJsonObject(0);
        assertThat(turn.getString("finish")).isEqualTo("stop");
        assertThat(turn.getJsonArray("events").stream().map(event -> ((JsonObject) event).getString("type")))
                .contains("tool", "delta", "done");
        assertThat(STANDIN.lastRequest().body().getJsonArray("messages").size()).isGreaterThan(4);

        assertThat(caller.delete("chat/conversations/" + id).status()).isEqualTo(204);
        assertThat(caller.delete("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(caller.get("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(refusal(JsonObject.of("question", "More?", "conversationId", id))
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void conversationsComeInPagesNewestFirst() {
        for (String question : List.of("One?", "Two?", "Three?")) {
            answer(JsonObject.of("question", question));
        }

        JsonObject page = caller.get("chat/conversations?limit=2").json();
        assertThat(page.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("title")))
                .containsExactly("Three?", "Two?");
        JsonObject last = caller.get("chat/conversations?limit=2&cursor=" + page.getString("nextCursor"))
                .json();
        assertThat(last.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("title")))
                .containsExactly("One?");
        assertThat(last.containsKey("nextCursor")).isFalse();
        assertThat(caller.get("chat/conversations?cursor=bm9uZQ").status()).isEqualTo(422);
    }

    @Test
    void othersConversationsAreNotFound() {
        String id = answer(JsonObject.of("question", "Mine?")).get(0).data().getString("conversationId");
        Rest other = HUB.newcomer(Role.ADMIN);

        assertThat(other.get("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(other.delete("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(other.post("chat", JsonObject.of("question", "?", "conversationId", id))
                        .status())
                .isEqualTo(404);
        assertThat(other.get("chat/conversations").items()).isEmpty();
        assertThat(caller.get("chat/conversations/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void aQuestionMustSaySomething(String question) {
        assertThat(refusal(JsonObject.of("question", question)).code()).isEqualTo("invalid_value");
    }

    @Test
    void aQuestionHasItsGreatestLength() {
        Rest.Answer answer = refusal(JsonObject.of("question", "why ".repeat(25_000)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getString("detail")).contains("question", "2000");
        assertThat(STANDIN.requests()).isEmpty();
    }

    @Test
    void odderRequestsAreRefusedWithTheFieldAtFault() {
        assertThat(refusal(JsonObject.of("question", 7)).code()).isEqualTo("invalid_request");
        assertThat(refusal(new JsonObject()).code()).isEqualTo("invalid_request");
        assertThat(refusal(JsonObject.of("question", "?", "timezone", "Mars/Olympus"))
                        .code())
                .isEqualTo("invalid_value");
        assertThat(refusal(JsonObject.of("question", "?", "conversationId", "no id"))
                        .code())
                .isEqualTo("not_found");
        assertThat(refusal(JsonObject.of(
                                "question",
                                "?",
                                "conversationId",
                                UUID.randomUUID().toString()))
                        .code())
                .isEqualTo("not_found");
        assertThat(caller.patch("chat", JsonObject.of("titles", "yes")).code()).isEqualTo("invalid_request");
    }

    @Test
    void oneTurnAtATime() {
        try (ChatStream running = ask("[[slow-forever]]")) {
            running.next();

            Rest.Answer second = refusal(JsonObject.of("question", "And this?"));

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("turn_running");
        }
        awaitFree();
        assertThat(answer(JsonObject.of("question", "And now?"))).isNotEmpty();
    }

    @Test
    void aPageThatGoesAwayEndsTheTurnUpToTheModelsServer() throws TimeoutException {
        ChatStream stream = ask("[[slow-forever]]");
        while (!stream.next().orElseThrow().type().equals("delta")) {
            // Not yet.
        }
        Asked asked = STANDIN.lastRequest();

        long closed = System.nanoTime();
        stream.close();

        assertThat(Duration.ofNanos(asked.awaitClosed(Duration.ofSeconds(5)) - closed))
                .isLessThan(Duration.ofMillis(300));
        awaitFree();
        assertThat(HUB.rows(
                        "select finish from turns t join conversations c on c.id = t.conversation_id"
                                + " where c.user_id = ?",
                        person.id().value()))
                .extracting(row -> row.get("finish"))
                .containsExactly("cancelled");
    }

    @Test
    void aConversationThatIsDeletedMeanwhileEndsQuietly() {
        try (ChatStream stream = ask("[[slow]]")) {
            String id = stream.next().orElseThrow().data().getString("conversationId");
            assertThat(caller.delete("chat/conversations/" + id).status()).isEqualTo(204);

            List<Event> events = stream.rest();

            assertThat(events.get(events.size() - 1).type()).isEqualTo("done");
        }
        assertThat(caller.get("chat/conversations").items()).isEmpty();
    }

    @Test
    void aSpentBudgetIsSaidWithItsEnd() {
        HUB.rows(
                "insert into chat_usage (user_id, day, turns, tokens) values (?, ?, 1, 400000) returning 1",
                person.id().value(),
                LocalDate.now(ZoneOffset.UTC));

        Rest.Answer answer = refusal(JsonObject.of("question", "More?"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("chat_budget_spent");
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 86_400L);
    }

    @Test
    void whatATurnCostsCountsAgainstTheBudget() {
        answer(JsonObject.of("question", "How long did I work last week?"));

        JsonObject used = caller.get("chat").json().getJsonObject("usedToday");
        assertThat(used.getInteger("turns")).isEqualTo(1);
        assertThat(used.getInteger("tokens")).isPositive();
    }

    @Test
    void whoAnswersAndWhatLeavesTheMachineIsSaid() {
        JsonObject about = caller.get("chat").json();

        assertThat(about.getString("provider")).isEqualTo("azure");
        assertThat(about.getString("server")).isEqualTo("localhost");
        assertThat(about.getBoolean("titles")).isFalse();
        assertThat(about.getJsonArray("suggestions")).isNotEmpty();
        assertThat(caller.patch("chat", JsonObject.of("titles", true)).json().getBoolean("titles"))
                .isTrue();
        assertThat(caller.get("chat").json().getBoolean("titles")).isTrue();
    }

    @Test
    void faultsSpeakThePersonsLanguage() {
        caller.patch("me", JsonObject.of("language", "de"));

        List<Event> events = answer(JsonObject.of("question", "[[404]]"));

        Event last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("error");
        assertThat(last.data().getString("code")).isEqualTo("model_missing");
        assertThat(last.data().getString("message")).startsWith("Der Chatdienst kennt das Modell nicht");
        assertThat(last.data().getBoolean("retryable")).isFalse();
    }
}
