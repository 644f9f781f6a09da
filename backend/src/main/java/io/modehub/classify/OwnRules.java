package io.modehub.classify;

import io.modehub.activity.Rule;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** A person's own rules, first match wins. */
public final class OwnRules {
    public static final OwnRules NONE = of(List.of());

    private final List<Rule> rules;

    private OwnRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public static OwnRules of(List<Rule> rules) {
        return new OwnRules(rules);
    }

    public List<Rule> rules() {
        return rules;
    }

    Optional<Rule> match(Observed now, ZonedDateTime local) {
        return Optional.empty();
    }
}
