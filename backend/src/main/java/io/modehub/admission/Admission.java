package io.modehub.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts who is in, and says no in time. Safe from any thread. */
public final class Admission {
    /** Who was turned away comes back at a random moment within this, so that they don't come back together. */
    private static final Duration LATER = Duration.ofSeconds(15);

    private static final long SECOND = 1_000_000_000L;

    /** The network of {@code ::1}, in which nobody else is. */
    private static final String LOOPBACK_NETWORK = "0:0:0:0::/64";

    private final Limits limits;
    private final LongSupplier nanos;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<Kind, Map<UserId, Integer>> byUser = new EnumMap<>(Kind.class);
    private final Map<Refusal, AtomicInteger> refusals = new EnumMap<>(Refusal.class);
    private final Pages pages;

    /** Sockets of a person. */
    public enum Kind {
        PAGE,
        AGENT
    }

    /** Why somebody was turned away. */
    public enum Refusal {
        CONNECTIONS,
        ADDRESS,
        USER,
        RATE
    }

    /** @param nanos as of {@link System#nanoTime} */
    public Admission(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        this.pages = new Pages();
        for (Kind kind : Kind.values()) {
            byUser.put(kind, new ConcurrentHashMap<>());
        }
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new AtomicInteger());
        }
    }

    /** A place that somebody takes until they give it back, once. */
    public static final class Place {
        private final AtomicBoolean taken = new AtomicBoolean(true);
        private final Optional<HubException> refusal;
        private final Runnable giveBack;

        private Place(Optional<HubException> refusal, Runnable giveBack) {
            this.refusal = refusal;
            this.giveBack = giveBack;
        }

        /** Why whoever stands here is to be told to leave; empty where they may stay. */
        public Optional<HubException> refusal() {
            return refusal;
        }

        public void giveBack() {
            if (taken.compareAndSet(true, false)) {
                giveBack.run();
            }
        }
    }

    /** Lets operators see who is in and who was turned away. */
    public void watch(MeterRegistry registry) {
        Gauge.builder("hub.connections", this, Admission::connections)
                .description("Open connections of all kinds")
                .register(registry);
        refusals.forEach((reason, count) -> FunctionCounter.builder("hub.refused", count, AtomicInteger::get)
                .description("Connections and sockets that were turned away")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry));
    }

    public Limits limits() {
        return limits;
    }

    /** Open connections. */
    public int connections() {
        return connections.get();
    }

    /** How many were turned away for that reason since the start. */
    public int refused(Refusal reason) {
        return count(reason).get();
    }

    /** A connection was opened; who gets no proper place is told so at the first request, and leaves. */
    public Place connected() {
        Optional<HubException> refusal = connections.incrementAndGet() > limits.connections()
                ? Optional.of(refuse(
                        Refusal.CONNECTIONS, ErrorCode.OVERLOADED, "the hub has as many connections as it can take"))
                : Optional.empty();
        return new Place(refusal, connections::decrementAndGet);
    }

    /** A connection of that address, or of that network where one household has it to itself. */
    public Place from(String address) {
        if (isThisMachine(address)) {
            return new Place(Optional.empty(), () -> {});
        }
        Optional<HubException> refusal = byAddress.merge(address, 1, Integer::sum) > limits.perAddress()
                ? Optional.of(refuse(
                        Refusal.ADDRESS,
                        ErrorCode.TOO_MANY_CONNECTIONS,
                        "this address has more than " + limits.perAddress() + " connections open; close some"))
                : Optional.empty();
        return new Place(refusal, () -> byAddress.computeIfPresent(address, (key, open) -> open > 1 ? open - 1 : null));
    }

    /** Somebody wants to open a page; throws where too many do at once. */
    public void page() {
        if (!pages.take()) {
            throw late();
        }
    }

    /** For whoever has to come again, since too many came together. */
    public HubException late() {
        return refuse(Refusal.RATE, ErrorCode.OVERLOADED, "too many come in at once; come back in a moment");
    }

    /** How many more may come in: as many a second as the limits say, and as many at once. */
    private final class Pages {
        private double left = limits.pagesPerSecond();
        private long at = nanos.getAsLong();

        synchronized boolean take() {
            long now = nanos.getAsLong();
            double most = limits.pagesPerSecond();
            left = Math.min(most, left + most * (now - at) / SECOND);
            at = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }

    /** A socket of that person; a place with a refusal holds nothing. */
    public Place of(UserId user, Kind kind) {
        int most = kind == Kind.PAGE ? limits.pagesPerUser() : limits.agentsPerUser();
        Map<UserId, Integer> counts = java.util.Objects.requireNonNull(byUser.get(kind));
        Runnable leave = () -> counts.computeIfPresent(user, (key, open) -> open > 1 ? open - 1 : null);
        if (counts.merge(user, 1, Integer::sum) <= most) {
            return new Place(Optional.empty(), leave);
        }
        leave.run();
        return new Place(
                Optional.of(refuse(
                        Refusal.USER,
                        ErrorCode.TOO_MANY_CONNECTIONS,
                        "this person has " + most + (kind == Kind.PAGE ? " pages" : " agents") + " open; close some")),
                () -> {});
    }

    private HubException refuse(Refusal reason, ErrorCode code, String message) {
        count(reason).incrementAndGet();
        long later = 1_000 + ThreadLocalRandom.current().nextLong(LATER.toMillis());
        return HubException.until(code, message, Duration.ofMillis(later));
    }

    private AtomicInteger count(Refusal reason) {
        return java.util.Objects.requireNonNull(refusals.get(reason));
    }

    /** By its spelling: looking a name up would hold the event loop. */
    private static boolean isThisMachine(String address) {
        return address.startsWith("127.") || address.equals(LOOPBACK_NETWORK);
    }
}
