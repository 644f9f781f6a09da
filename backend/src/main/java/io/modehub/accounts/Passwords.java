package io.modehub.accounts;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.modehub.config.Secret;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Argon2id off the event loop, on two named workers: 19 MiB and two passes, the least that OWASP's cheat sheet on storing passwords
 * recommends, so that a 512 MB container bears both workers busy.
 */
public final class Passwords implements AutoCloseable {
    /** Fewest characters. */
    public static final int SHORTEST = 8;

    /** Most characters; more would only be work for whoever hashes them. */
    public static final int LONGEST = 1_024;

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int HASH_BYTES = 32;
    private static final int WORKERS = 2;
    private static final int MAX_SECONDS = 30;

    /** Some 2 s of work for both workers; whoever comes beyond it is asked to come again. */
    private static final int MOST_WAITING = 64;

    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, 1, HASH_BYTES, Argon2.ID);

    /** What guessers try first, of those that are long enough. */
    private static final Set<String> COMMON = CommonPasswords.load();

    /** Compared with where there is no hash; made when the first stranger comes, not at the start. */
    private static final class Decoy {
        static final String HASH = hashNow("nobody's password");
    }

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    public Passwords(Vertx vertx) {
        workers = vertx.createSharedWorkerExecutor("modehub-passwords", WORKERS, MAX_SECONDS, TimeUnit.SECONDS);
    }

    /** Fails with {@code invalid_value} where the password is too easy to guess. */
    public static void requireGood(String field, String password, String email) {
        String plain = normal(password).toLowerCase(Locale.ROOT);
        if (plain.codePointCount(0, plain.length()) < SHORTEST) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, field, "must have at least " + SHORTEST + " characters");
        }
        boolean repeated = plain.chars().distinct().count() < 3;
        if (repeated || COMMON.contains(plain) || plain.equals(email.toLowerCase(Locale.ROOT))) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE,
                    field,
                    "is one of the first that anybody would guess; take a longer, odder one");
        }
    }

    public Future<String> hash(Secret password) {
        return work(() -> hashNow(password.value()));
    }

    /** Whether the password is right; takes as long where there is no hash to compare with. */
    public Future<Boolean> matches(String password, Optional<String> hash) {
        return work(() -> Password.check(normal(password), hash.orElseGet(() -> Decoy.HASH))
                        .with(ARGON2)
                && hash.isPresent());
    }

    @Override
    public void close() {
        workers.close();
    }

    private <T> Future<T> work(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(HubException.until(
                    ErrorCode.BUSY, "many people sign in at this moment; try again", Duration.ofSeconds(3)));
        }
        return workers.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
    }

    private static String hashNow(String password) {
        return Password.hash(normal(password)).addRandomSalt(16).with(ARGON2).getResult();
    }

    /** The same text typed on another system may be composed otherwise. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
