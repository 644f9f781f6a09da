package io.modehub.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.Rest;
import io.modehub.chat.ChatStream.Event;
import io.modehub.standin.Asked;
import io.modehub.standin.Standin;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions over HTTP that a language model answers, which takes its time. */
abstract class ModelChatApiContract extends ChatApiContract {
    abstract Standin standin();

    @BeforeEach
    void forget() {
        standin().forget();
    }

    private void awaitFree() {
        await().until(() -> hub().rows(
                        "select 1 from turns t join conversations c on c.id = t.conversation_id"
                                + " where c.user_id = ? and t.finish is null",
                        person.id().value())
                .isEmpty());
    }

    @Test
    void earlierTurnsAreSentAlong() {
        String id = answer(JsonObject.of("question", "How long did I work last week?"))
                .get(0)
                .data()
                .getString("conversationId");
        answer(JsonObject.of("question", "And the week before?", "conversationId", id));

        assertThat(standin().lastRequest().body().encode()).contains("How long did I work last week?");
    }

    @Test
    void theServerIsNamed() {
        JsonObject about = caller.get("chat").json();

        assertThat(about.getString("server")).isEqualTo("localhost");
        assertThat(about.getString("deployment")).isEqualTo("gpt-4o");
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
        Asked asked = standin().lastRequest();

        long closed = System.nanoTime();
        stream.close();

        assertThat(Duration.ofNanos(asked.awaitClosed(Duration.ofSeconds(5)) - closed))
                .isLessThan(Duration.ofMillis(300));
        awaitFree();
        assertThat(hub().rows(
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
    void whatATurnCostsCountsAgainstTheBudget() {
        answer(JsonObject.of("question", "How long did I work last week?"));

        JsonObject used = caller.get("chat").json().getJsonObject("usedToday");
        assertThat(used.getInteger("turns")).isEqualTo(1);
        assertThat(used.getInteger("tokens")).isPositive();
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
