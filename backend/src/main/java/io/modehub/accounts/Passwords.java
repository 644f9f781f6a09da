package io.modehub.accounts;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.modehub.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Argon2id off the event loop, on two named workers: 19 MiB and two passes, the memory-saving choice of RFC 9106's users
 * that fits a 512 MB container even when both are busy.
 */
public final class Passwords implements AutoCloseable {
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int HASH_BYTES = 32;
    private static final int WORKERS = 2;
    private static final int MAX_SECONDS = 30;
    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, 1, HASH_BYTES, Argon2.ID);

    private final WorkerExecutor workers;
    private final String decoy = hashNow("nobody's password");

    public Passwords(Vertx vertx) {
        workers = vertx.createSharedWorkerExecutor("modehub-passwords", WORKERS, MAX_SECONDS, TimeUnit.SECONDS);
    }

    public Future<String> hash(Secret password) {
        return workers.executeBlocking(() -> hashNow(password.value()), false);
    }

    /** Whether the password is right; takes as long where there is no hash to compare with. */
    public Future<Boolean> matches(String password, Optional<String> hash) {
        return workers.executeBlocking(
                () -> Password.check(password, hash.orElse(decoy)).with(ARGON2) && hash.isPresent(), false);
    }

    @Override
    public void close() {
        workers.close();
    }

    private static String hashNow(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
    }
}
