package io.modehub.models.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Breaker breaker = new Breaker(nanos::get);

    @Test
    void aFewFaultsOpenNothing() {
        fail(Breaker.FAULTS - 1);
        breaker.succeeded();
        fail(Breaker.FAULTS - 1);

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void faultsInARowOpenItForHalfAMinute() {
        fail(Breaker.FAULTS);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.admits()).isFalse();
        pass(Breaker.OPEN.minusMillis(1));
        assertThat(breaker.admits()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void thenOneTryDecides() {
        fail(Breaker.FAULTS);
        pass(Breaker.OPEN);
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).as("a second one meanwhile").isFalse();
        breaker.failed();
        assertThat(breaker.isOpen()).isTrue();

        pass(Breaker.OPEN);
        assertThat(breaker.admits()).isTrue();
        breaker.succeeded();
        assertThat(breaker.admits()).isTrue();
        fail(Breaker.FAULTS - 1);
        assertThat(breaker.isOpen()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
