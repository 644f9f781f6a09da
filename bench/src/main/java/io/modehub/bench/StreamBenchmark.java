package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.bench.StreamedAnswer.Event;
import io.modehub.standin.Asked;
import io.modehub.standin.Standin;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What the hub costs between a page and a model's server: the time it adds to the first text, how soon a page that goes away
 * reaches the server, and whether 50 answers at once all come whole.
 */
final class StreamBenchmark implements AutoCloseable {
    private static final int WARM_UP = 60;
    private static final int TURNS = 400;
    private static final int CANCELS = 40;
    private static final int AT_ONCE = 50;
    private static final int WORDS = 400;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration PROBE = Duration.ofMillis(5);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Standin standin = Standin.start(Standin.Options.PLAIN);
    private final HubProcess hub;
    private final String words =
            IntStream.range(0, WORDS).mapToObj(StreamBenchmark::word).collect(Collectors.joining(" "));

    private StreamBenchmark(HubProcess hub) {
        this.hub = hub;
        standin.script(
                "words", (asked, reply) -> reply.opening().words(words, PACE).finished("stop"));
    }

    /**
     * Starts the hub again with the stand-in for Azure OpenAI as its model.
     *
     * @param person whose log is asked
     */
    static void run(Figures figures, HubProcess hub, UserId person, boolean brief) {
        try (StreamBenchmark benchmark = new StreamBenchmark(hub)) {
            hub.close();
            hub.start(Map.of(
                    "CHAT_PROVIDER",
                    "azure",
                    "AZURE_OPENAI_ENDPOINT",
                    benchmark.standin.address(),
                    "AZURE_OPENAI_API_KEY",
                    Standin.KEY,
                    "AZURE_OPENAI_DEPLOYMENTS",
                    "gpt-4o"));
            String token = new HubApi(hub).signIn(person);
            benchmark.firstText(figures, person, token, brief ? TURNS / 4 : TURNS);
            benchmark.cancel(figures, token, brief ? CANCELS / 4 : CANCELS);
            benchmark.atOnce(figures);
        }
    }

    /** In pairs, one through the hub and one directly, which of them first by turns. */
    private void firstText(Figures figures, UserId person, String token, int turns) {
        Histogram through = new Histogram(3);
        Histogram direct = new Histogram(3);
        List<Long> added = new ArrayList<>();
        through(token);
        String body = standin.lastRequest().body().encode();
        try (Sql sql = new Sql(hub.database())) {
            for (int i = -WARM_UP; i < turns; i++) {
                boolean hubFirst = i % 2 == 0;
                long before = hubFirst ? through(token) : 0;
                long directNanos = direct(body);
                long hubNanos = hubFirst ? before : through(token);
                if (i >= 0) {
                    through.recordValue(hubNanos);
                    direct.recordValue(directNanos);
                    added.add(hubNanos - directNanos);
                }
                standin.forget();
                // A day's budget is less than this.
                sql.update("delete from chat_usage where user_id = ?", person.value());
            }
        }
        added.sort(Long::compare);
        figures.part("From a question to a model's first text, through the hub and from the stand-in directly, " + turns
                        + " each by turns")
                .add("streamHubP50Ms", "through the hub, p50", through.getValueAtPercentile(50) / 1e6, "ms")
                .add("streamHubP95Ms", "p95", through.getValueAtPercentile(95) / 1e6, "ms")
                .add("streamDirectP50Ms", "directly, p50", direct.getValueAtPercentile(50) / 1e6, "ms")
                .add("streamDirectP95Ms", "p95", direct.getValueAtPercentile(95) / 1e6, "ms")
                .add("streamAddedP50Ms", "added by the hub, p50", added.get(turns / 2) / 1e6, "ms")
                .add("streamAddedP95Ms", "p95 (goal: 10)", added.get(turns * 95 / 100) / 1e6, "ms");
    }

    private long through(String token) {
        StreamedAnswer answer = ask(token, "How long did I work last week? [[text]]");
        long nanos = answer.firstTextNanos();
        answer.events();
        return nanos;
    }

    /** What the hub has just asked, asked again. */
    private long direct(String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(standin.address()
                        + "/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01-preview"))
                .header("Content-Type", "application/json")
                .header("api-key", Standin.KEY)
                .POST(BodyPublishers.ofString(body))
                .build();
        StreamedAnswer answer = StreamedAnswer.ask(client, request);
        long nanos = answer.firstTextNanos();
        answer.events();
        return nanos;
    }

    private StreamedAnswer ask(String token, String question) {
        return StreamedAnswer.ask(
                client,
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/chat"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(
                                JsonObject.of("question", question).encode()))
                        .build());
    }

    private void cancel(Figures figures, String token, int times) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < times; i++) {
            standin.forget();
            StreamedAnswer answer = ask(token, "And now? [[slow-forever]]");
            answer.firstTextNanos();
            long left = System.nanoTime();
            answer.close();
            nanos.recordValue(Math.max(0, closed(standin.lastRequest()) - left));
            settle();
        }
        figures.part("From a page that goes away to the close at the model's server, " + times + " times")
                .add("streamCancelP50Ms", "p50", nanos.getValueAtPercentile(50) / 1e6, "ms")
                .add("streamCancelMaxMs", "slowest (goal: 300)", nanos.getMaxValue() / 1e6, "ms");
    }

    private static long closed(Asked asked) {
        try {
            return asked.awaitClosed(Duration.ofSeconds(10));
        } catch (TimeoutException e) {
            throw new IllegalStateException("the model's server never saw the close", e);
        }
    }

    /** Until the turn is put away: a person has one at a time. */
    private void settle() {
        try (Sql sql = new Sql(hub.database())) {
            while (sql.number("select count(*) from turns where finish is null") > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private void atOnce(Figures figures) {
        List<String> tokens = new ArrayList<>();
        HubApi api = new HubApi(hub);
        try (People people = new People(hub.database())) {
            for (int i = 0; i < AT_ONCE; i++) {
                tokens.add(api.signIn(people.create()));
            }
        }
        standin.forget();
        AtomicBoolean running = new AtomicBoolean(true);
        Histogram health = new Histogram(3);
        Thread probe = new Thread(() -> probe(running, health), "probe");
        probe.start();
        List<StreamedAnswer> answers =
                tokens.stream().map(token -> ask(token, "Tell me. [[words]]")).toList();
        List<List<Event>> all = answers.stream().map(StreamedAnswer::events).toList();
        running.set(false);
        join(probe);
        figures.part(AT_ONCE + " answers of " + WORDS + " pieces at once, a piece every " + PACE.toMillis() + " ms")
                .add(
                        "streamsWhole",
                        "that came whole",
                        (double) all.stream().filter(this::isWhole).count(),
                        "")
                .add("streamPiecesMissing", "pieces that came joined or not at all", missing(all), "")
                .add("streamBlockedLoops", "warnings of a blocked thread in the hub's log", warnings(), "")
                .add("streamHealthP99Ms", "/health/live meanwhile, p99", health.getValueAtPercentile(99) / 1e6, "ms")
                .add("streamHealthMaxMs", "slowest", health.getMaxValue() / 1e6, "ms");
    }

    /** Every word in its order, one start at the beginning, one last event at the end. */
    private boolean isWhole(List<Event> events) {
        String text = events.stream().map(StreamedAnswer::text).collect(Collectors.joining());
        List<String> types = events.stream().map(Event::type).toList();
        return text.equals(words)
                && types.get(0).equals("start")
                && types.get(types.size() - 1).equals("done")
                && types.stream()
                                .filter(type -> type.equals("done") || type.equals("error"))
                                .count()
                        == 1
                && types.contains("usage");
    }

    private static double missing(List<List<Event>> all) {
        long came = all.stream()
                .mapToLong(events -> events.stream()
                        .filter(event -> event.type().equals("delta"))
                        .count())
                .sum();
        return AT_ONCE * WORDS - (double) came;
    }

    private void probe(AtomicBoolean running, Histogram health) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/health/live"))
                .build();
        try {
            while (running.get()) {
                long began = System.nanoTime();
                client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding());
                health.recordValue(System.nanoTime() - began);
                TimeUnit.NANOSECONDS.sleep(PROBE.toNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double warnings() {
        try (java.util.stream.Stream<String> lines = Files.lines(hub.log())) {
            return lines.filter(line -> line.contains("has been blocked")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A word of letters alone: numbers would be looked for in the log. */
    private static String word(int n) {
        return "" + (char) ('a' + n / 26 % 26) + (char) ('a' + n % 26);
    }

    @Override
    public void close() {
        standin.close();
    }
}
