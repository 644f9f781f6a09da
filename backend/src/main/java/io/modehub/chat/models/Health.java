package io.modehub.chat.models;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which deployments were found unable to answer a moment ago, so that not every turn has to find out. */
final class Health {
    private static final Duration REST = Duration.ofSeconds(60);

    private final Clock clock;
    private final Map<String, Instant> restsUntil = new ConcurrentHashMap<>();

    Health(Clock clock) {
        this.clock = clock;
    }

    boolean isUp(LanguageModel model) {
        Instant until = restsUntil.get(model.deployment());
        return until == null || !clock.instant().isBefore(until);
    }

    void rest(LanguageModel model) {
        restsUntil.put(model.deployment(), clock.instant().plus(REST));
    }
}
