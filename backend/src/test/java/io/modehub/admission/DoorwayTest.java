package io.modehub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorwayTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> inside = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void othersWaitInTheirOrderAndWhoHasBegunGoesFirst() {
        Doorway doorway = doorway(Duration.ofMinutes(1));
        Promise<Void> first = Promise.promise();
        doorway.enter(() -> comes("first", first.future()));
        doorway.enter(() -> comes("second", Future.succeededFuture()));
        doorway.enter(() -> comes("third", Future.failedFuture("broken")));
        doorway.goOn(() -> comes("begun before", Future.succeededFuture()));
        assertThat(inside).containsExactly("first");

        first.complete();

        await().untilAsserted(() -> assertThat(inside).containsExactly("first", "begun before", "second", "third"));
    }

    @Test
    void aPlaceIsFreeAgainHoweverTheWorkEnded() {
        Doorway doorway = doorway(Duration.ofMinutes(1));
        doorway.enter(() -> Future.failedFuture("broken"));
        doorway.enter(() -> {
            throw new IllegalStateException("broken at once");
        });

        assertThat(doorway.enter(() -> Future.succeededFuture("in")).result()).isEqualTo("in");
    }

    @Test
    void whoWaitedTooLongIsRefusedAndNeverComesIn() {
        Doorway doorway = doorway(Duration.ofMillis(1));
        Promise<Void> first = Promise.promise();
        doorway.enter(() -> comes("first", first.future()));
        Future<Void> late = doorway.enter(() -> comes("late", Future.succeededFuture()));

        await().until(late::failed);
        first.complete();

        assertThat(late.cause()).isInstanceOf(HubException.class);
        assertThat(inside).containsExactly("first");
        assertThat(doorway.enter(() -> Future.succeededFuture("in")).result()).isEqualTo("in");
    }

    private Doorway doorway(Duration patience) {
        return new Doorway(vertx, 1, patience, () -> new HubException(ErrorCode.OVERLOADED, "too many"));
    }

    private Future<Void> comes(String who, Future<Void> work) {
        inside.add(who);
        return work;
    }
}
