package io.modehub.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names database queries that take long, by their first words: Vert.x tells a tracer of each query's begin and end. Never a
 * parameter, since those are what people did.
 */
final class SlowQueries implements VertxTracer<Void, SlowQueries.Running> {
    private static final Logger LOG = LoggerFactory.getLogger(SlowQueries.class);
    private static final long SLOW_MS = 500;
    private static final long AGAIN_MS = 60_000;
    private static final int NAME_LENGTH = 80;

    /** Texts are the program's own, so there are no more of them than it has queries. */
    private static final int MOST_NAMES = 500;

    private static final String TEXT = "db.query.text";
    private static final String OLD_TEXT = "db.statement";

    private final MeterRegistry registry;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    SlowQueries(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A query under way. */
    record Running(long sinceNanos, Object request) {}

    @Override
    public <R> @Nullable Running sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return "Query".equals(operation) ? new Running(System.nanoTime(), new Described<>(request, tags)) : null;
    }

    /** A request and how to read it; only slow ones are read. */
    private record Described<R>(R request, TagExtractor<R> tags) {
        String text() {
            Map<String, String> read = tags.extract(request);
            String text = read.getOrDefault(TEXT, read.getOrDefault(OLD_TEXT, "?"));
            String words = text.strip().replaceAll("\\s+", " ");
            return words.length() <= NAME_LENGTH ? words : words.substring(0, NAME_LENGTH);
        }
    }

    @Override
    public <R> void receiveResponse(
            Context context, R response, @Nullable Running running, @Nullable Throwable failure, TagExtractor<R> tags) {
        if (running == null) {
            return;
        }
        long now = System.nanoTime();
        long ms = (now - running.sinceNanos()) / 1_000_000;
        if (ms >= SLOW_MS && running.request() instanceof Described<?> described) {
            tell(described.text(), ms, now / 1_000_000);
        }
    }

    private void tell(String name, long ms, long now) {
        if (told.size() >= MOST_NAMES && !told.containsKey(name)) {
            return;
        }
        registry.counter("hub.slow.queries", "query", name).increment();
        Long before = told.get(name);
        if (before == null || now - before >= AGAIN_MS) {
            told.put(name, now);
            LOG.atWarn().addKeyValue("ms", ms).addKeyValue("query", name).log("a query took long");
        }
    }
}
