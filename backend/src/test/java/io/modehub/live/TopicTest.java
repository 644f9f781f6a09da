package io.modehub.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.UserId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final UserId PERSON = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final LiveBus bus = new LiveBus(vertx);
    private final BlockingQueue<Parcel> page = new LinkedBlockingQueue<>();

    @BeforeEach
    void subscribe() {
        onLoop(() -> bus.subscribe(PERSON, page::add));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aChangeAfterAPauseGoesAloneAndThoseThatFollowGoTogether() throws InterruptedException {
        onLoop(() -> {
            publish("a", 1);
            publish("b", 2);
            publish("c", 3);
        });

        assertThat(numbers(page.poll(10, TimeUnit.SECONDS))).containsExactly(1);
        List<Integer> rest = new ArrayList<>();
        while (rest.size() < 2) {
            rest.addAll(numbers(page.poll(10, TimeUnit.SECONDS)));
        }
        assertThat(rest).containsExactly(2, 3);
    }

    @Test
    void whoComesLaterHearsNothingOlder() throws InterruptedException {
        BlockingQueue<Parcel> late = new LinkedBlockingQueue<>();
        onLoop(() -> {
            publish("a", 1);
            publish("a", 2);
        });
        assertThat(numbers(page.poll(10, TimeUnit.SECONDS))).containsExactly(1);

        onLoop(() -> bus.subscribe(PERSON, late::add));
        onLoop(() -> publish("a", 3));

        assertThat(numbers(late.poll(10, TimeUnit.SECONDS))).containsExactly(3);
    }

    private void publish(String key, int number) {
        bus.publish(PERSON, key, JsonObject.of("number", number));
    }

    private static List<Integer> numbers(Parcel parcel) {
        return parcel.frames().stream()
                .map(frame -> frame.json().getInteger("number"))
                .toList();
    }

    private void onLoop(Runnable work) {
        CompletableFuture.runAsync(work, job -> loop.runOnContext(nothing -> job.run()))
                .join();
    }
}
