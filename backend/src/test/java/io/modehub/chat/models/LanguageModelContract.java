package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.End;
import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.modehub.chat.models.LanguageModel.Question;
import io.modehub.chat.models.LanguageModel.Round;
import io.modehub.config.FreePort;
import io.modehub.config.ModelServer;
import io.modehub.config.Settings;
import io.modehub.standin.ErrorBodies;
import io.modehub.standin.Standin;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What every language model at a server does, on good days and on bad ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LanguageModelContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration CLOSES_WITHIN = Duration.ofMillis(300);

    /** Waits that no test waits out. */
    static final Limits PATIENT =
            new Limits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(15), 1 << 20, 4 << 20);

    static final List<ToolSpecification> TOOLS = List.of(
            ToolSpecification.builder()
                    .name("active_time")
                    .description("Active time")
                    .parameters(JsonObjectSchema.builder()
                            .addStringProperty("period", "which period")
                            .addProperty(
                                    "group_by",
                                    JsonEnumSchema.builder()
                                            .enumValues("mode", "app")
                                            .build())
                            .addProperty(
                                    "weekdays",
                                    JsonArraySchema.builder()
                                            .items(new JsonIntegerSchema())
                                            .build())
                            .required("period")
                            .additionalProperties(false)
                            .build())
                    .build(),
            ToolSpecification.builder()
                    .name("breaks")
                    .description("Breaks")
                    .parameters(JsonObjectSchema.builder()
                            .addStringProperty("period", "which period")
                            .required("period")
                            .build())
                    .build());

    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Standin standin;

    /** By plain HTTP or by TLS. */
    abstract Standin.Options options();

    /** The server's settings as this kind of model has them. */
    abstract ModelServer server(String address, List<String> models, String key);

    @BeforeAll
    void start() {
        standin = Standin.start(options());
    }

    @org.junit.jupiter.api.AfterAll
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        standin.close();
    }

    @BeforeEach
    void listenToTheLog() {
        standin.forget();
        log.list.clear();
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void nothingIsBrokenAndNothingLeaks() {
        root().detachAppender(log);
        assertThat(standin.breaches()).isEmpty();
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(ErrorBodies.MARK) || line.contains(Standin.KEY));
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
    }

    @Test
    void textStreamsInPiecesAndEndsWithItsCount() {
        Heard heard = ask("text");

        Answer answer = heard.answer();
        assertThat(answer.text()).isEqualTo("Am meisten nachts: 12 h 30 min 🌙 – ünïcödé");
        assertThat(heard.text()).isEqualTo(answer.text());
        assertThat(answer.end()).isEqualTo(End.STOP);
        assertThat(answer.toolCalls()).isEmpty();
        assertThat(answer.usage().orElseThrow().output()).isEqualTo(7);
        assertThat(answer.usage().orElseThrow().input()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "crlf"})
    void textIsTheSameHoweverItIsCut(String script) {
        assertThat(ask(script).answer().text()).isEqualTo("Am meisten nachts: 12 h 30 min 🌙 – ünïcödé");
    }

    @ParameterizedTest
    @CsvSource({
        "async-filter,One two",
        "comments,Still here",
        "two-choices,First",
        "slow,One two.",
        "no-done,Yes.",
        "garbage-after-finish,Yes."
    })
    void whatOtherServersAddIsPassedOver(String script, String text) {
        Answer answer = ask(script).answer();

        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.end()).isEqualTo(End.STOP);
    }

    @Test
    void aCountMayBeMissing() {
        assertThat(ask("no-usage").answer().usage()).isEmpty();
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        assertThat(ask("empty").answer().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"length,LENGTH", "filtered-answer,CONTENT_FILTER"})
    void anAnswerSaysHowItEnded(String script, End end) {
        assertThat(ask(script).answer().end()).isEqualTo(end);
    }

    @Test
    void toolCallsComeWhole() {
        Answer answer = ask("tools").answer();

        assertThat(answer.end()).isEqualTo(End.TOOL_CALLS);
        assertThat(answer.toolCalls())
                .extracting(ToolExecutionRequest::id, ToolExecutionRequest::name)
                .containsExactly(tuple("call_A1", "active_time"), tuple("call_B2", "breaks"));
        assertThat(answer.toolCalls())
                .extracting(ToolExecutionRequest::arguments)
                .containsExactly("{\"period\":\"last_week\",\"group_by\":\"mode\"}", "{\"period\":\"last_week\"}");
    }

    @Test
    void toolCallsComeWholeWhereIdsAreRepeatedAndStopIsSaid() {
        Answer answer = ask("repeated-ids").answer();

        assertThat(answer.end()).isEqualTo(End.TOOL_CALLS);
        assertThat(answer.toolCalls())
                .extracting(ToolExecutionRequest::id, ToolExecutionRequest::arguments)
                .containsExactly(tuple("call_A", "{\"period\":\"today\"}"), tuple("call_B", "{}"));
    }

    @Test
    void odderToolCallsAreForTheLoopToJudge() {
        assertThat(ask("unknown-tool").answer().toolCalls())
                .extracting(ToolExecutionRequest::name)
                .containsExactly("delete_everything");
        assertThat(ask("wrong-arguments").answer().toolCalls())
                .extracting(ToolExecutionRequest::arguments)
                .containsExactly("{\"period\":7,\"group_by\":[\"mode\"], }");
        assertThat(ask("200-calls").answer().toolCalls())
                .extracting(ToolExecutionRequest::id)
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void resultsOfToolsAreSentBack() {
        List<ChatMessage> messages =
                new ArrayList<>(question("How long did I work?").messages());
        List<ToolExecutionRequest> calls = ask("tools").answer().toolCalls();
        messages.add(AiMessage.from(calls));
        calls.forEach(
                call -> messages.add(
                        ToolExecutionResultMessage.from(
                                call,
                                "{\"ref\":\"r1\",\"facts\":{\"total\":\"8 h\"},\"rows\":[{\"key\":\"Work\",\"active\":\"7 h 30 min\"}]}")));

        Answer answer = hear(model("gpt-4o", PATIENT), new Question(messages, TOOLS, 800))
                .answer();

        assertThat(answer.text()).contains("Work", "7 h 30 min", "8 h", "[r1]");
        assertThat(standin.lastRequest().results()).hasSize(2);
    }

    @Test
    void theRequestIsAsTheFormatHasIt() {
        ask("text").answer();

        JsonObject body = standin.lastRequest().body();
        assertThat(body.getBoolean("stream")).isTrue();
        assertThat(body.getJsonArray("tools")).hasSize(2);
        assertThat(body.getInteger("max_tokens", body.getInteger("max_completion_tokens")))
                .isEqualTo(800);
        assertThat(standin.lastRequest().question()).isEqualTo("Wie lange? 🌙");
    }

    @Test
    void withoutToolsNoneAreSent() {
        hear(model("text", PATIENT), new Question(question("Hello").messages(), List.of(), 100))
                .answer();

        assertThat(standin.lastRequest().body().containsKey("tools")).isFalse();
    }

    @Test
    void cancelInMidStreamClosesTheConnection() throws TimeoutException {
        Heard heard = new Heard();
        Round round = model("slow-forever", PATIENT).ask(question("?"), heard);
        heard.awaitText();

        long cancelled = System.nanoTime();
        round.cancel();

        assertThat(closedAfter(cancelled)).isLessThan(CLOSES_WITHIN);
        assertThat(heard.isOver()).isFalse();
    }

    @Test
    void cancelBeforeTheFirstByteClosesTheConnection() throws TimeoutException {
        Heard heard = new Heard();
        Round round = model("late", PATIENT).ask(question("?"), heard);
        awaitRequest();

        long cancelled = System.nanoTime();
        round.cancel();

        assertThat(closedAfter(cancelled)).isLessThan(CLOSES_WITHIN);
        assertThat(heard.isOver()).isFalse();
    }

    @Test
    void cancelAtOnceAsksNothingOrClosesTheConnection() {
        Heard heard = new Heard();
        model("text", PATIENT).ask(question("?"), heard).cancel();

        assertThat(heard.endsWithin(SHORT)).isFalse();
        assertThat(heard.text()).isEmpty();
    }

    @Test
    void cancelAfterTheEndIsNothing() {
        Heard heard = new Heard();
        Round round = model("text", PATIENT).ask(question("?"), heard);
        heard.answer();

        round.cancel();

        assertThat(heard.tooLate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eof", "no-finish", "drop", "malformed", "error-in-stream"})
    void anAnswerThatBreaksOffIsIncomplete(String script) {
        Heard heard = ask(script);

        assertThat(heard.fault()).isEqualTo(new ModelFault(Failure.INCOMPLETE, Optional.empty()));
        assertThat(heard.text()).isEqualTo("Am meisten");
        assertThat(heard.tooLate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "drop-at-once", "malformed-at-once", "error-at-once", "500", "redirect"})
    void withoutAnyTextItIsTheServersFailure(String script) {
        assertThat(ask(script).fault()).isEqualTo(new ModelFault(Failure.UPSTREAM, Optional.empty()));
    }

    @Test
    void aBusyServersWaitIsPassedOn() {
        assertThat(ask("503").fault()).isEqualTo(new ModelFault(Failure.UPSTREAM, Optional.of(Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @CsvSource({
        "401,AUTH",
        "403,AUTH",
        "404,MODEL_MISSING",
        "filtered,CONTENT_FILTERED",
        "filter-in-stream,CONTENT_FILTERED",
        "too-long,CONTEXT_TOO_LONG",
        "no-tools,TOOLS_UNSUPPORTED"
    })
    void aRefusalIsKnownByItsCode(String script, Failure failure) {
        assertThat(ask(script).fault()).isEqualTo(new ModelFault(failure, Optional.empty()));
    }

    @Test
    void aWrongKeyIsRefused() {
        LanguageModel model = LanguageModels.of(
                        vertx,
                        new Settings.Chat(
                                Optional.of(server(standin.address(), List.of("text"), "another-key")),
                                trusted(),
                                true),
                        PATIENT)
                .get(0);

        assertThat(hear(model, question("?")).fault().failure()).isEqualTo(Failure.AUTH);
    }

    @ParameterizedTest
    @CsvSource({"429,", "429-in-words,PT37S", "429-1s,PT1S", "429-ms,PT0.25S", "429-day,PT24H"})
    void aLimitsWaitIsPassedOnAndNobodyWaits(String script, Duration wait) {
        long asked = System.nanoTime();

        ModelFault fault = ask(script).fault();

        assertThat(fault).isEqualTo(new ModelFault(Failure.RATE_LIMITED, Optional.ofNullable(wait)));
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        assertThat(standin.requests()).hasSize(1);
    }

    @Test
    void aSlowFirstByteIsATimeout() throws TimeoutException {
        Heard heard = hear(
                model("late", new Limits(SHORT, PATIENT.whole(), PATIENT.whole(), 1 << 20, 4 << 20)), question("?"));

        assertThat(heard.fault().failure()).isEqualTo(Failure.TIMEOUT);
        standin.lastRequest().awaitClosed(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "stall-with-comments"})
    void aStallBetweenEventsIsATimeout(String script) throws TimeoutException {
        Heard heard = hear(
                model(script, new Limits(PATIENT.whole(), SHORT, PATIENT.whole(), 1 << 20, 4 << 20)), question("?"));

        assertThat(heard.fault().failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(heard.text()).isEqualTo("Wait");
        standin.lastRequest().awaitClosed(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerThatTakesTooLongIsATimeout() throws TimeoutException {
        Heard heard = hear(
                model("slow-forever", new Limits(PATIENT.whole(), PATIENT.whole(), SHORT, 1 << 20, 4 << 20)),
                question("?"));

        assertThat(heard.fault().failure()).isEqualTo(Failure.TIMEOUT);
        standin.lastRequest().awaitClosed(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"endless,INCOMPLETE", "huge-event,UPSTREAM"})
    void anAnswerIsBounded(String script, Failure failure) throws TimeoutException {
        Heard heard = ask(script);

        assertThat(heard.fault().failure()).isEqualTo(failure);
        assertThat(heard.text().length()).isLessThan(PATIENT.answerBytes());
        standin.lastRequest().awaitClosed(Duration.ofSeconds(5));
    }

    @Test
    void noConnectionIsTheServersFailure() {
        String address = standin.address().replaceFirst("\\d+$", String.valueOf(FreePort.find()));

        assertThat(hear(at(address, trusted()), question("?")).fault())
                .isEqualTo(new ModelFault(Failure.UPSTREAM, Optional.empty()));
    }

    @Test
    void roundsSideBySideKeepApart() {
        LanguageModel model = model("gpt-4o", PATIENT);
        List<Heard> all = IntStream.range(0, 50)
                .mapToObj(i -> {
                    List<ChatMessage> messages = List.of(
                            SystemMessage.from("Data: total " + i + " [d" + i + "]"), UserMessage.from("What?"));
                    Heard heard = new Heard();
                    model.ask(new Question(messages, List.of(), 100), heard);
                    return heard;
                })
                .toList();

        IntStream.range(0, 50).forEach(i -> assertThat(all.get(i).answer().text())
                .isEqualTo("From the summary: Data: total " + i + " [d" + i + "]"));
    }

    /** A library that begins to read before it is ready fails once in a few hundred rounds. */
    @Test
    void roundsInARowAllEnd() {
        LanguageModel model = model("text", PATIENT);

        IntStream.range(0, 300)
                .forEach(i ->
                        assertThat(hear(model, question("?")).answer().end()).isEqualTo(End.STOP));
    }

    @Test
    void theListenerIsCalledOnTheContextOfWhoeverAsks() {
        LanguageModel model = model("text", PATIENT);
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        vertx.runOnContext(nothing -> {
            Thread mine = Thread.currentThread();
            model.ask(question("?"), new Heard() {
                @Override
                public void text(String delta) {
                    same.complete(Thread.currentThread() == mine);
                }
            });
        });

        assertThat(same.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void warmingUpAsksTheServerNothing() {
        model("text", PATIENT).warmUp();

        assertThat(standin.requests()).isEmpty();
    }

    @Test
    void theKeyNeverShows() {
        LanguageModel model = model("text", PATIENT);

        assertThat(model.toString() + server(standin.address(), List.of("m"), Standin.KEY))
                .doesNotContain(Standin.KEY);
    }

    Heard ask(String script) {
        return hear(model(script, PATIENT), question("Wie lange? 🌙"));
    }

    Heard hear(LanguageModel model, Question question) {
        Heard heard = new Heard();
        model.ask(question, heard);
        heard.endsWithin(Duration.ofSeconds(20));
        return heard;
    }

    LanguageModel model(String name, Limits limits) {
        return LanguageModels.of(
                        vertx,
                        new Settings.Chat(
                                Optional.of(server(standin.address(), List.of(name), Standin.KEY)), trusted(), true),
                        limits)
                .get(0);
    }

    /** A model at another address. */
    LanguageModel at(String address, List<X509Certificate> trusted) {
        return LanguageModels.of(
                        vertx,
                        new Settings.Chat(Optional.of(server(address, List.of("text"), Standin.KEY)), trusted, true),
                        PATIENT)
                .get(0);
    }

    Standin standin() {
        return standin;
    }

    static Question question(String text) {
        return new Question(List.of(SystemMessage.from("You answer."), UserMessage.from(text)), TOOLS, 800);
    }

    static URI uri(String address) {
        return URI.create(address);
    }

    List<X509Certificate> trusted() {
        if (!options().tls()) {
            return List.of();
        }
        Path file = standin.caFile();
        try (InputStream pem = Files.newInputStream(file)) {
            return List.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem));
        } catch (IOException | CertificateException e) {
            throw new AssertionError(e);
        }
    }

    private Duration closedAfter(long cancelled) throws TimeoutException {
        return Duration.ofNanos(standin.lastRequest().awaitClosed(Duration.ofSeconds(5)) - cancelled);
    }

    private void awaitRequest() {
        org.awaitility.Awaitility.await().until(() -> !standin.requests().isEmpty());
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
