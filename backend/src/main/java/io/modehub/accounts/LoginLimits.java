package io.modehub.accounts;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often somebody may guess: by the account that is asked for, whether there is one or not, and by the address that asks. The
 * first tries are free, then each failure doubles the wait. A try counts as failed until it has succeeded, so that many at once
 * gain nothing. Kept in memory by each hub.
 */
public final class LoginLimits {
    /** A person who has forgotten which of their passwords it was. */
    static final int FREE_BY_ACCOUNT = 5;

    /** An office behind one address. */
    static final int FREE_BY_ADDRESS = 20;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** The longest wait: a guesser has 100 tries a day, and a person who is shut out by one has a coffee. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** After so long without a try all is forgotten. */
    private static final Duration MEMORY = Duration.ofHours(1);

    /** Some 4 MB; whoever was remembered longest ago is forgotten. */
    private static final int MOST = 20_000;

    private static final int MOST_DOUBLINGS = 16;

    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    public LoginLimits(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last, Instant notBefore) {}

    /** A try under way. */
    public final class Try {
        private final String account;
        private final String address;

        private Try(String account, String address) {
            this.account = account;
            this.address = address;
        }

        /** It was the right person. */
        public void succeeded() {
            synchronized (LoginLimits.this) {
                byKey.remove(account);
                Failures failures = byKey.get(address);
                if (failures != null) {
                    // What others failed at from there still counts, or whoever has one account could guess at all.
                    int count = Math.max(0, failures.count() - 1);
                    Instant notBefore = failures.last().plus(waitAfter(count, FREE_BY_ADDRESS));
                    byKey.put(address, new Failures(count, failures.last(), notBefore));
                }
            }
        }
    }

    /** Begins a try to get into an account; throws {@code too_many_tries} with when to come back. */
    public synchronized Try begin(String account, String address) {
        String who = "account " + account.strip().toLowerCase(Locale.ROOT);
        String where = "address " + ClientAddresses.network(address);
        Instant now = clock.instant();
        requireTime(who, now);
        requireTime(where, now);
        count(who, FREE_BY_ACCOUNT, now);
        count(where, FREE_BY_ADDRESS, now);
        return new Try(who, where);
    }

    private void requireTime(String key, Instant now) {
        Failures failures = byKey.get(key);
        if (failures == null) {
            return;
        }
        if (failures.last().plus(MEMORY).isBefore(now)) {
            byKey.remove(key);
        } else if (failures.notBefore().isAfter(now)) {
            throw HubException.until(
                    ErrorCode.TOO_MANY_TRIES,
                    "wait, then try again; a forgotten password an administrator can reset",
                    Duration.between(now, failures.notBefore()).plusMillis(999));
        }
    }

    private void count(String key, int free, Instant now) {
        Failures before = byKey.get(key);
        int count = before == null ? 1 : before.count() + 1;
        byKey.put(key, new Failures(count, now, now.plus(waitAfter(count, free))));
    }

    private static Duration waitAfter(int failures, int free) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - free));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
