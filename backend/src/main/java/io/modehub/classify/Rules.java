package io.modehub.classify;

import io.modehub.activity.ModeNames;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The shipped rules, first match wins. A glance isn't enough: the window must have been in front for some seconds. Rules aren't
 * smoothed, so only what is hardly ever wrong is one: films and code in front were, and cost 15 % more changes of mode.
 */
final class Rules {
    private static final double SOME_SECONDS = 0.15;

    private static final List<Rule> SHIPPED =
            List.of(new Rule("game", "a game is in front", ModeNames.GAMING, 0.95, Rules::plays));

    private Rules() {}

    /**
     * A shipped rule.
     *
     * @param name stable, for translation
     * @param words what it has noticed, in English
     */
    record Rule(String name, String words, String mode, double confidence, BiPredicate<Observed, Window> matches) {}

    /** The first rule that matches. */
    static Optional<Rule> match(Observed now, Window minute) {
        for (Rule rule : SHIPPED) {
            if (rule.matches.test(now, minute)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static boolean plays(Observed now, Window minute) {
        return now.front().category() == Category.GAME && minute.share(Category.GAME) >= SOME_SECONDS;
    }
}
