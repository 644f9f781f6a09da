package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.classify.Window.Measure;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The shipped rules, first match wins. A glance isn't enough: the window must have been in front for some seconds. */
final class Rules {
    private static final double SOME_SECONDS = 0.15;
    private static final double MOST = 0.5;
    private static final double TYPES = 0.15;

    private static final List<Rule> SHIPPED = List.of(
            new Rule("game", "a game is in front", ModeNames.GAMING, 0.95, Rules::plays),
            new Rule("streaming", "a film or series is playing", ModeNames.RELAX, 0.9, Rules::watches),
            new Rule("programming", "code is being typed", ModeNames.WORK, 0.9, Rules::programs));

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
        return SHIPPED.stream().filter(rule -> rule.matches.test(now, minute)).findFirst();
    }

    private static boolean plays(Observed now, Window minute) {
        return now.front().category() == Category.GAME && minute.share(Category.GAME) >= SOME_SECONDS;
    }

    private static boolean watches(Observed now, Window minute) {
        return now.front().category() == Category.STREAMING
                && minute.share(Category.STREAMING) >= MOST
                && now.systemActive();
    }

    private static boolean programs(Observed now, Window minute) {
        return now.front().category() == Category.CODE
                && minute.share(Category.CODE) >= MOST
                && minute.mean(Measure.KEYBOARD) >= TYPES;
    }
}
