package io.modehub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.chat.ChatStream.Event;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions over HTTP, whoever answers: streams, conversations, budgets, refusals. */
abstract class ChatApiContract {
    Person person;
    Rest caller;

    abstract HubUnderTest hub();

    @BeforeEach
    void aPersonSignsIn() {
        person = hub().newPerson(Role.VIEWER);
        caller = hub().withToken(hub().tokenOf(person));
    }

    ChatStream ask(String question) {
        return new ChatStream(hub().port(), caller, JsonObject.of("question", question));
    }

    List<Event> answer(JsonObject question) {
        try (ChatStream stream = new ChatStream(hub().port(), caller, question)) {
            assertThat(stream.status()).isEqualTo(200);
            return stream.rest();
        }
    }

    Rest.Answer refusal(JsonObject question) {
        return caller.post("chat", question);
    }

    @Test
    void anAnswerBeginsWithStartAndHasOneEnd() {
        List<Event> events = answer(JsonObject.of("question", "How long did I work last week?"));

        assertThat(events.get(0).type()).isEqualTo("start");
        assertThat(events.get(0).data().fieldNames())
                .containsExactlyInAnyOrder("conversationId", "turnId", "provider", "deployment");
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

        assertThat(caller.delete("chat/conversations/" + id).status()).isEqualTo(204);
        assertThat(caller.delete("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(caller.get("chat/conversations/" + id).status()).isEqualTo(404);
        assertThat(refusal(JsonObject.of("question", "More?", "conversationId", id))
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void aQuestionIsAnsweredInItsOwnLanguage() {
        String english = label("How long did I work last week?");

        assertThat(label("Wie lange habe ich letzte Woche gearbeitet?")).isNotEqualTo(english);
        caller.patch("me", JsonObject.of("language", "de"));
        assertThat(label("How long did I work last week?")).isEqualTo(english);
    }

    /** What the first result's period is called. */
    private String label(String question) {
        return answer(JsonObject.of("question", question)).stream()
                .filter(event -> event.type().equals("tool") && event.data().containsKey("periods"))
                .map(event ->
                        event.data().getJsonArray("periods").getJsonObject(0).getString("label"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoAnswersIsSaid() {
        JsonObject about = caller.get("chat").json();

        assertThat(about.getBoolean("titles")).isFalse();
        assertThat(about.getJsonArray("suggestions")).isNotEmpty();
        assertThat(caller.patch("chat", JsonObject.of("titles", true)).json().getBoolean("titles"))
                .isTrue();
        assertThat(caller.get("chat").json().getBoolean("titles")).isTrue();
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
        Rest other = hub().newcomer(Role.ADMIN);

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
    void aSpentBudgetIsSaidWithItsEnd() {
        hub().rows(
                        "insert into chat_usage (user_id, day, turns, tokens) values (?, ?, 1, 400000) returning 1",
                        person.id().value(),
                        LocalDate.now(ZoneOffset.UTC));

        Rest.Answer answer = refusal(JsonObject.of("question", "More?"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("chat_budget_spent");
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 86_400L);
    }
}
