package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.classify.ShippedModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.timeline.Verification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models are activated and rolled back while all else goes on: nothing is lost, and nothing judged by half of each. */
class SwitchingModelsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final int SWITCHES = Integer.getInteger("switches", 15);
    private static final int RACES = 5;
    private static final int A_BATCH = 50;
    private static final int LIVE_MS = 1;
    private static final int PATIENCE_SECONDS = 120;
    private static final List<String> APPS = List.of("code", "zoom", "vlc", "steam", "firefox", "nobody knows it");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger judged = new AtomicInteger();
    private Person person;
    private Rest rest;
    private List<String> models;

    @BeforeEach
    void learnTwoModels() {
        person = HUB.newPerson(Role.CONTRIBUTOR);
        rest = HUB.withToken(HUB.tokenOf(person));
        models = List.of("shipped", OwnModel.linear(HUB, person), OwnModel.trees(HUB, person));
    }

    @AfterEach
    void end() {
        over.set(true);
        threads.shutdownNow();
    }

    @Test
    void losesNothingAndTearsNothingWhileModelsAndRulesChange() throws Exception {
        List<Stream> streams;
        try (HubUnderTest other = HUB.another()) {
            streams = List.of(
                    new Stream(HUB, now.minus(Duration.ofDays(2)), 5_000),
                    new Stream(other, now.minus(Duration.ofHours(30)), 2_000),
                    new Stream(HUB, now, LIVE_MS));
            List<Future<?>> work = new ArrayList<>();
            streams.forEach(stream -> work.add(threads.submit(stream)));
            work.add(threads.submit(this::classify));
            work.add(threads.submit(this::changeRules));
            work.add(threads.submit(this::label));
            switchModels(other.withToken(other.tokenOf(person)));
            over.set(true);
            for (Future<?> one : work) {
                one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
        HUB.settle();
        for (Stream stream : streams) {
            assertThat(HUB.stored(stream.device))
                    .containsExactlyElementsOf(
                            LongStream.range(1, stream.next).boxed().toList());
        }
        assertThat(judged.get()).isPositive();
        requireTruth();
    }

    private void switchModels(Rest elsewhere) {
        Random random = new Random(5);
        for (int done = 0; done < SWITCHES; ) {
            Rest caller = random.nextBoolean() ? rest : elsewhere;
            Rest.Answer answer = random.nextInt(4) == 0
                    ? caller.post("models/rollback", new JsonObject())
                    : caller.post("models/" + one(models, random) + "/activate", since(random));
            assertThat(answer.status()).as(answer.body()).isIn(200, 409);
            done += answer.status() == 200 ? 1 : 0;
        }
    }

    private JsonObject since(Random random) {
        return random.nextBoolean()
                ? new JsonObject()
                : JsonObject.of("from", now.minusSeconds(random.nextInt(50 * 3_600)));
    }

    /** Every day is as its history makes it, and no span names another model than that history does. */
    private void requireTruth() {
        Verification.Report report = HUB.verify();
        assertThat(report.differences()).as(String.join("\n", report.shown())).isZero();
        assertThat(report.waitingDays()).isZero();
        assertThat(HUB.rows("""
                        select s.from_at, s.model, x.model as by_history
                          from spans s join agents a on a.key = s.agent_key, lateral (
                               select model from setups u where u.user_id = a.user_id and u.from_at <= s.from_at
                                order by from_at desc limit 1) x
                         where a.user_id = ? and s.source = 'model'
                           and s.model <> case x.model when 'shipped' then ? else x.model end
                        """, person.id().value(), ShippedModel.NAME)).isEmpty();
    }

    @Test
    void ofTwoActivationsAtOnceBothComeInOrderOrOneIsRefused() throws Exception {
        try (HubUnderTest other = HUB.another()) {
            Rest elsewhere = other.withToken(other.tokenOf(person));
            CyclicBarrier start = new CyclicBarrier(2);
            for (int race = 0; race < RACES; race++) {
                String one = models.get(race % 3);
                String two = models.get((race + 1) % 3);
                Future<Rest.Answer> first = threads.submit(activation(start, rest, one));
                Future<Rest.Answer> second = threads.submit(activation(start, elsewhere, two));

                Rest.Answer a = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                Rest.Answer b = second.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(List.of(a.status(), b.status())).contains(200).isSubsetOf(200, 409);
                assertThat(active(rest)).isEqualTo(active(elsewhere)).isIn(winners(a, one, b, two));
            }
        }
    }

    private static Callable<Rest.Answer> activation(CyclicBarrier start, Rest caller, String model) {
        return () -> {
            start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return caller.post("models/" + model + "/activate", new JsonObject());
        };
    }

    private static List<String> winners(Rest.Answer a, String one, Rest.Answer b, String two) {
        List<String> winners = new ArrayList<>();
        if (a.status() == 200) {
            winners.add(one);
        }
        if (b.status() == 200) {
            winners.add(two);
        }
        return winners;
    }

    /** The one model that is active. */
    private static String active(Rest caller) {
        List<String> active = caller.get("models").items().stream()
                .map(JsonObject.class::cast)
                .filter(model -> model.getBoolean("active"))
                .map(model -> model.getString("id"))
                .toList();
        assertThat(active).hasSize(1);
        return active.get(0);
    }

    private void classify() {
        Random random = new Random(1);
        Set<String> names = Set.of(ShippedModel.NAME, models.get(1), models.get(2));
        while (!over.get()) {
            JsonArray items = new JsonArray();
            for (int i = 0; i < A_BATCH; i++) {
                items.add(JsonObject.of("durationMs", 5_000, "app", one(APPS, random), "mouse", 1, "keyboard", 2));
            }
            Rest.Answer answer = rest.post("classify", items);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            List<String> by = answer.array().stream()
                    .map(item -> ((JsonObject) item).getString("model"))
                    .filter(names::contains)
                    .distinct()
                    .toList();
            assertThat(by).as("one request, one model").hasSizeLessThanOrEqualTo(1);
            judged.addAndGet(answer.array().size());
        }
    }

    private void changeRules() {
        Random random = new Random(2);
        List<String> rules = new ArrayList<>();
        while (!over.get()) {
            if (rules.isEmpty() || random.nextInt(5) == 0) {
                Rest.Answer added = rest.post(
                        "rules",
                        JsonObject.of("name", "r", "mode", "Relax", "app", JsonObject.of("is", one(APPS, random))));
                assertThat(added.status()).as(added.body()).isEqualTo(201);
                rules.add(added.json().getString("id"));
            } else if (rules.size() > 3) {
                assertThat(rest.delete("rules/" + rules.remove(0)).status()).isEqualTo(204);
            } else {
                JsonObject change = JsonObject.of(
                        "mode", random.nextBoolean() ? "Work" : "Gaming", "enabled", random.nextBoolean());
                assertThat(rest.patch("rules/" + one(rules, random), change).status())
                        .isEqualTo(200);
            }
        }
    }

    private void label() {
        Random random = new Random(3);
        while (!over.get()) {
            Instant from = now.minusSeconds(3_600 + random.nextInt(45 * 3_600));
            JsonObject label = JsonObject.of("from", from, "to", from.plusSeconds(1_200), "mode", "Meeting");
            Rest.Answer said = rest.post("labels", label);
            assertThat(said.status()).as(said.body()).isEqualTo(201);
            if (random.nextBoolean()) {
                assertThat(rest.delete("labels/" + said.json().getLong("id")).status())
                        .isEqualTo(204);
            }
        }
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** An agent that reports as fast as it is acknowledged, from that moment on or, in the shortest windows, at the present. */
    private final class Stream implements Runnable {
        private final Device device = HUB.pair(rest);
        private final AgentSocket socket;
        private final Random random = new Random(4);
        private final int durationMs;
        private Instant at;
        private String app = "code";
        private long next = 1;

        Stream(HubUnderTest hub, Instant at, int durationMs) {
            this.socket = hub.agent(device);
            this.at = at;
            this.durationMs = durationMs;
            socket.hello(UUID.randomUUID());
        }

        @Override
        public void run() {
            while (!over.get()) {
                List<Activity> batch = new ArrayList<>();
                Instant present = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                at = durationMs > LIVE_MS || at.isAfter(present) ? at : present;
                for (int i = 0; i < A_BATCH; i++) {
                    batch.add(window());
                }
                socket.send(next, batch);
                next += A_BATCH;
                socket.untilAcked(next - 1);
            }
            socket.close();
        }

        /** The next window; none lies ahead of the clock. */
        private Activity window() {
            app = random.nextInt(20) == 0 ? one(APPS, random) : app;
            List<AudioLevel> audio = app.equals("zoom")
                    ? List.of(new AudioLevel(AudioLevel.Source.MICROPHONE, "mic", -20, -10, 0.8, true, "zoom"))
                    : List.of();
            Activity window = new Activity(at, durationMs, app, null, null, 2, 5, 0L, audio);
            at = window.end();
            return window;
        }
    }
}
