package io.modehub.agent.link;

import io.modehub.protocol.CloseCode;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When to try again: exponential with full jitter, so that a thousand agents don't come back at once. */
final class Backoff {
    static final Duration TERMINAL = Duration.ofMinutes(10);

    private static final Duration STABLE = Duration.ofSeconds(60);
    private static final long LEAST_MS = 500;
    private static final long MOST_MS = 30_000;
    private static final int MOST_DOUBLINGS = 6;

    private final DoubleSupplier random;
    private int tries;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** How long to wait after an ending of a link that lived so long. */
    Duration after(Ending ending, Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            tries = 0;
        }
        if (ending instanceof Ending.ComeBack) {
            return Duration.ZERO;
        }
        Duration next = next();
        if (isTerminal(ending)) {
            return TERMINAL.plus(next);
        }
        if (ending instanceof Ending.Refused refused && refused.retryAfterSeconds() > 0) {
            Duration asked = Duration.ofSeconds(refused.retryAfterSeconds());
            return (asked.compareTo(TERMINAL) > 0 ? TERMINAL : asked).plus(next);
        }
        return next;
    }

    /** Whether only ten minutes or a changed configuration help. */
    static boolean isTerminal(Ending ending) {
        return (ending instanceof Ending.ByHub closed && CloseCode.isTerminal(closed.code()))
                || (ending instanceof Ending.Refused refused && (refused.status() == 401 || refused.status() == 403));
    }

    /** min(30 s, 0.5 s + rand(0, min(30 s, 0.5 s · 2^n))). */
    private Duration next() {
        long most = Math.min(MOST_MS, LEAST_MS << Math.min(tries, MOST_DOUBLINGS));
        tries++;
        return Duration.ofMillis(Math.min(MOST_MS, LEAST_MS + (long) (random.getAsDouble() * most)));
    }
}
