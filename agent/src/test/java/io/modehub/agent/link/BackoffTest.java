package io.modehub.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Ending BROKEN = new Ending.Broken("no route");
    private static final Duration NEVER_LINKED = Duration.ZERO;

    private final Backoff most = new Backoff(() -> 1);

    @Test
    void doublesUpToHalfAMinute() {
        assertThat(most.after(BROKEN, NEVER_LINKED)).isEqualTo(Duration.ofMillis(1_000));
        assertThat(most.after(BROKEN, NEVER_LINKED)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(most.after(BROKEN, NEVER_LINKED)).isEqualTo(Duration.ofMillis(2_500));
        for (int i = 0; i < 20; i++) {
            assertThat(most.after(BROKEN, NEVER_LINKED)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
        assertThat(most.after(BROKEN, NEVER_LINKED)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jittersDownToHalfASecond() {
        Backoff least = new Backoff(() -> 0);
        for (int i = 0; i < 20; i++) {
            assertThat(least.after(BROKEN, NEVER_LINKED)).isEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void beginsAnewAfterAMinuteOfLink() {
        for (int i = 0; i < 5; i++) {
            most.after(BROKEN, Duration.ofSeconds(59));
        }
        assertThat(most.after(BROKEN, Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(1_000));
    }

    @Test
    void waitsTenMinutesAfterTerminalCodesAndRevokedTokens() {
        for (Ending ending : new Ending[] {
            new Ending.ByHub(4500, ""),
            new Ending.ByHub(4510, ""),
            new Ending.Refused(401, 0),
            new Ending.Refused(403, 0)
        }) {
            assertThat(most.after(ending, NEVER_LINKED)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        }
        assertThat(most.after(new Ending.ByHub(4010, ""), NEVER_LINKED)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void waitsAsLongAsRetryAfterAsksUpToTenMinutes() {
        Backoff least = new Backoff(() -> 0);
        assertThat(least.after(new Ending.Refused(503, 7), NEVER_LINKED)).isEqualTo(Duration.ofMillis(7_500));
        assertThat(least.after(new Ending.Refused(503, 999_999), NEVER_LINKED)).isEqualTo(Duration.ofMillis(600_500));
    }

    @Test
    void comesBackAtOnceWhereItWasAskedTo() {
        assertThat(most.after(new Ending.ComeBack("drain"), NEVER_LINKED)).isEqualTo(Duration.ZERO);
    }
}
