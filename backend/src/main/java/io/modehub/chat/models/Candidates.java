package io.modehub.chat.models;

import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.ModelFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The deployments that a turn may ask, in order of preference: those that rest are passed over, as long as one is left. */
final class Candidates {
    /** A deployment that asks for a longer wait is passed over. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration USUAL_WAIT = Duration.ofMillis(500);

    private final LanguageModel preferred;
    private final Health health;
    private List<LanguageModel> left;
    private boolean tried;

    /** @param all at least one */
    Candidates(List<LanguageModel> all, Health health) {
        this.preferred = all.get(0);
        this.health = health;
        List<LanguageModel> up = all.stream().filter(health::isUp).toList();
        this.left = up.isEmpty() ? all : up;
    }

    /** Whom to ask. */
    LanguageModel present() {
        return left.get(0);
    }

    boolean isPreferred() {
        return present() == preferred;
    }

    /** It has answered: when it fails again, it may be asked once more. */
    void answered() {
        tried = false;
    }

    /** After what wait the same one is to be asked once more; empty where that has been done, or isn't worth it. */
    Optional<Duration> onceMoreAfter(ModelFault fault) {
        Duration wait = fault.retryAfter().orElse(USUAL_WAIT);
        boolean worthIt = !tried && fault.failure() != Failure.TIMEOUT && wait.compareTo(LONGEST_WAIT) <= 0;
        tried |= worthIt;
        return Optional.of(wait).filter(any -> worthIt);
    }

    /** Lets the present one rest and goes on to the next; false where there is none. */
    boolean next() {
        health.rest(present());
        if (left.size() == 1) {
            return false;
        }
        left = left.subList(1, left.size());
        tried = false;
        return true;
    }
}
