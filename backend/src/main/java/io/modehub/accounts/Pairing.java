package io.modehub.accounts;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AgentStore;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device trades a short-lived code for a token of its own. */
public final class Pairing {
    /** Life of a code. */
    public static final Duration CODE_LIFE = Duration.ofMinutes(10);

    /** No letters that look alike. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int CODE_LENGTH = 10;

    private final AgentStore agents;
    private final Tokens tokens;
    private final AuditStore audit;
    private final LoginLimits limits;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Pairing(AgentStore agents, Tokens tokens, AuditStore audit, LoginLimits limits, Clock clock) {
        this.agents = agents;
        this.tokens = tokens;
        this.audit = audit;
        this.limits = limits;
        this.clock = clock;
    }

    /** A code for one device: 50 random bits, 10 minutes, one use. */
    public record Code(String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "Code[(hidden), expiresAt=" + expiresAt + "]";
        }
    }

    /** What the device keeps. */
    public record Paired(AgentStore.Device device, UUID tokenId, Tokens.Signed token) {}

    public Future<Code> begin(UserId user) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(i == CODE_LENGTH / 2 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Instant end = clock.instant().plus(CODE_LIFE);
        return agents.addPairing(hash(code.toString()), user, end).map(new Code(code.toString(), end));
    }

    /**
     * Fails with {@code pairing_spent} where the code is unknown, used or expired, and with {@code too_many_tries} for whoever
     * guesses.
     */
    public Future<Paired> pair(String code, String name, String platform, @Nullable String deviceId, Client client) {
        LoginLimits.Try attempt = limits.begin("pairing from " + client.address(), client.address());
        UUID tokenId = UUID.randomUUID();
        return agents.pair(hash(code), name, platform, deviceId, tokenId, clock.instant())
                .map(device -> device.orElseThrow(() -> new HubException(
                        ErrorCode.PAIRING_SPENT, "make a new code on the page Live and use it within 10 minutes")))
                .onSuccess(device -> attempt.succeeded())
                .compose(device -> audit.add(
                                Entry.by(device.ref().user(), "agent_paired", client.address())
                                        .on(device.ref().id()),
                                clock.instant())
                        .map(new Paired(
                                device, tokenId, tokens.forAgent(device.ref().id(), tokenId))));
    }

    private static byte[] hash(String code) {
        return Tokens.hash(code.strip().replace("-", "").toUpperCase(Locale.ROOT));
    }
}
