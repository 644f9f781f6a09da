package io.modehub.models.remote;

import io.modehub.config.RemoteClassifier;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks a managed online endpoint of Azure ML. A question is answered within {@link #BUDGET}, whatever the endpoint does: by
 * scores, or by a {@link Fault}. Safe to use from any thread; the work is done on one event loop, and never waits there.
 */
public final class RemoteModel {
    /** Most rows of a question: some 10 KB, or 60 KB with titles. */
    public static final int MOST_ROWS = 100;

    /** The longest a question takes, tries and pauses together; live modes wait for it. */
    public static final Duration BUDGET = Duration.ofSeconds(3);

    /** Requests under way: twice what the smallest instance works on at once is what it lets wait. */
    static final int MOST_REQUESTS = 2;

    /** Questions that wait for one of them; at 100 ms an answer all are through within half the budget. */
    static final int MOST_WAITING = 32;

    /** A hundred rows of a hundred classes take some 200 KB. */
    static final int MOST_BYTES = 1 << 20;

    private static final int CONNECT_MS = 1_000;

    /** Below the shortest idle timeout that servers are known for. */
    private static final int KEEP_ALIVE_S = 30;

    private static final int PAUSE_MS = 100;

    /** With less time left nothing is asked: no endpoint answers so fast. */
    private static final int LEAST_MS = 20;

    private final Vertx vertx;
    private final RemoteClassifier endpoint;
    private final HttpClient client;
    private final Context context;
    private final LongSupplier nanos;
    private final Breaker breaker;
    private final Tally tally;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int running;

    public RemoteModel(Vertx vertx, RemoteClassifier endpoint) {
        this(vertx, endpoint, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    RemoteModel(Vertx vertx, RemoteClassifier endpoint, LongSupplier nanos) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.nanos = nanos;
        context = vertx.getOrCreateContext();
        breaker = new Breaker(nanos);
        tally = new Tally(nanos);
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MS)
                        .setKeepAliveTimeout(KEEP_ALIVE_S)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(MOST_REQUESTS));
    }

    /** Rows that want an answer by a moment of our clock. */
    private record Question(List<RemoteRow> rows, long deadline, Promise<Answer> answer) {}

    /**
     * Asks; the answer never fails.
     *
     * @param rows 1 to {@value #MOST_ROWS}; either all have a title or none has
     */
    public Future<Answer> ask(List<RemoteRow> rows) {
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException("1 to " + MOST_ROWS + " rows");
        }
        Question question = new Question(List.copyOf(rows), nanos.getAsLong() + BUDGET.toNanos(), Promise.promise());
        context.runOnContext(nothing -> enter(question));
        return question.answer().future();
    }

    /** Whether a question would be answered by {@link Fault#CIRCUIT_OPEN} at once. */
    public boolean isOpen() {
        return breaker.isOpen();
    }

    /** What came of the questions so far. */
    public Tally tally() {
        return tally;
    }

    /** Ends what is under way. */
    public void close() {
        client.close();
    }

    private void enter(Question question) {
        if (running < MOST_REQUESTS) {
            start(question);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(question);
        } else {
            refuse(question, Fault.TOO_MANY);
        }
    }

    /** A question that isn't sent says nothing of the endpoint. */
    private void refuse(Question question, Fault fault) {
        tally.refused(fault);
        question.answer().complete(Answer.none(fault));
    }

    private void start(Question question) {
        if (left(question) < LEAST_MS) {
            refuse(question, Fault.TIMEOUT);
        } else if (!breaker.admits()) {
            refuse(question, Fault.CIRCUIT_OPEN);
        } else {
            running++;
            attempt(question, 0);
        }
    }

    private void attempt(Question question, int before) {
        Exchange.post(client, request(), Wire.body(endpoint.format(), question.rows()), left(question), MOST_BYTES)
                .map(reply -> Outcome.of(reply, question.rows().size(), endpoint.classes()))
                .otherwise(Outcome::of)
                .onSuccess(outcome -> context.runOnContext(nothing -> settle(question, outcome, before)));
    }

    private void settle(Question question, Outcome outcome, int before) {
        if (outcome instanceof Outcome.Failed failed) {
            failed(question, failed, before);
        } else if (outcome instanceof Outcome.Scored scored) {
            breaker.succeeded();
            tally.answered();
            end(question, Answer.of(scored.rows()));
        }
    }

    private RequestOptions request() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(endpoint.uri().toString())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + endpoint.key().value());
        endpoint.deployment().ifPresent(name -> options.putHeader("azureml-model-deployment", name));
        return options;
    }

    /** Asks again after a pause, where that may help and there is time for it. */
    private void failed(Question question, Outcome.Failed failed, int before) {
        long pause = Math.max(
                ((long) PAUSE_MS << before) + ThreadLocalRandom.current().nextInt(PAUSE_MS),
                failed.rest().map(Duration::toMillis).orElse(0L));
        if (before < failed.retries() && pause + LEAST_MS < left(question)) {
            vertx.timer(pause, TimeUnit.MILLISECONDS)
                    .onSuccess(nothing -> context.runOnContext(again -> attempt(question, before + 1)));
        } else {
            breaker.failed();
            tally.failed(failed.fault(), failed.why());
            end(question, Answer.none(failed.fault()));
        }
    }

    private void end(Question question, Answer answer) {
        running--;
        question.answer().complete(answer);
        while (running < MOST_REQUESTS && !waiting.isEmpty()) {
            start(waiting.remove());
        }
    }

    /** Milliseconds that are left of the budget. */
    private long left(Question question) {
        return TimeUnit.NANOSECONDS.toMillis(question.deadline() - nanos.getAsLong());
    }
}
