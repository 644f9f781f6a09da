package io.modehub.classify;

import io.modehub.activity.InvalidRule;
import io.modehub.activity.Rule;
import io.modehub.protocol.Activity;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** A person's own rules in their order, the first that matches wins. Immutable and safe to share between threads. */
public final class OwnRules {
    /** Nobody's rules. */
    public static final OwnRules NONE = new OwnRules(List.of());

    /**
     * Instructions of all patterns together: what people write has some 20 of them each. The most hostile ones take 14 ms for an
     * activity whose title is as long as any ({@code bench/run rules}).
     */
    static final int MAX_PATTERNS_SIZE = 2_000;

    private final List<Rule> rules;
    private final List<ReadyRule> ready;

    private OwnRules(List<Rule> rules) {
        if (rules.size() > Rule.MAX_RULES) {
            throw new InvalidRule("", "at most " + Rule.MAX_RULES + " rules fit; delete one first");
        }
        this.rules = List.copyOf(rules);
        ready = rules.stream().filter(Rule::enabled).map(ReadyRule::new).toList();
        if (ready.stream().mapToInt(ReadyRule::patternsSize).sum() > MAX_PATTERNS_SIZE) {
            throw new InvalidRule(
                    "",
                    "all patterns together are too large; say contains where that is enough, or disable a rule first");
        }
    }

    /** Makes rules ready to be matched; throws {@link InvalidRule} where they are too many or too large together. */
    public static OwnRules of(List<Rule> rules) {
        return rules.isEmpty() ? NONE : new OwnRules(rules);
    }

    /** All of them, in order. */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * The first rule that matches.
     *
     * @param heard up to the activity and over it
     * @param local the activity's start by the person's clock
     */
    Optional<Rule> match(Activity now, Heard heard, ZonedDateTime local) {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        FoldedTexts texts = FoldedTexts.of(now);
        for (ReadyRule one : ready) {
            if (one.matches(heard, texts, local)) {
                return Optional.of(one.rule());
            }
        }
        return Optional.empty();
    }
}
