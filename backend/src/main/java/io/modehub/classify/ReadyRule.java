package io.modehub.classify;

import com.google.re2j.Pattern;
import io.modehub.activity.AudioCondition;
import io.modehub.activity.Folded;
import io.modehub.activity.HoursCondition;
import io.modehub.activity.Rule;
import io.modehub.activity.RulePattern;
import io.modehub.activity.TextCondition;
import io.modehub.activity.TextCondition.Kind;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A rule whose patterns are compiled; cheap conditions come first. */
final class ReadyRule {
    private final Rule rule;
    private final @Nullable HoursCondition hours;
    private final @Nullable AudioCondition audio;
    private final List<Check> checks = new ArrayList<>(3);
    private int patternsSize;

    /** A condition on one text. */
    private record Check(Kind kind, Function<FoldedTexts, @Nullable String> field, Predicate<String> test) {
        boolean passes(FoldedTexts texts) {
            String text = field.apply(texts);
            return text != null && test.test(text);
        }
    }

    ReadyRule(Rule rule) {
        this.rule = rule;
        hours = rule.hours().orElse(null);
        audio = rule.audio().orElse(null);
        rule.app().ifPresent(app -> add(app, FoldedTexts::app, FoldedTexts.app(app.text())::equals));
        rule.title().ifPresent(title -> add(title, FoldedTexts::title, Folded.text(title.text())::equals));
        rule.domain().ifPresent(domain -> add(domain, FoldedTexts::domain, isHost(Folded.text(domain.text()))));
        checks.sort(Comparator.comparing(Check::kind));
    }

    Rule rule() {
        return rule;
    }

    /** Instructions of its patterns. */
    int patternsSize() {
        return patternsSize;
    }

    boolean matches(Heard heard, FoldedTexts texts, ZonedDateTime local) {
        if (audio != null && !heard.holds(audio)) {
            return false;
        }
        if (hours != null && !hours.matches(local)) {
            return false;
        }
        for (Check check : checks) {
            if (!check.passes(texts)) {
                return false;
            }
        }
        return true;
    }

    private void add(TextCondition condition, Function<FoldedTexts, @Nullable String> field, Predicate<String> is) {
        String text = Folded.text(condition.text());
        Predicate<String> test =
                switch (condition.kind()) {
                    case IS -> is;
                    case CONTAINS -> found -> found.contains(text);
                    case PATTERN -> {
                        Pattern pattern = RulePattern.compile(condition.text());
                        patternsSize += pattern.programSize();
                        yield found -> pattern.matcher(found).find();
                    }
                };
        checks.add(new Check(condition.kind(), field, test));
    }

    private static Predicate<String> isHost(String host) {
        String below = "." + host;
        return found -> found.equals(host) || found.endsWith(below);
    }
}
