package io.modehub.agent.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the person lets the agent tell.
 *
 * @param clean further patterns to take out of titles where they are cleaned
 * @param titlesOf the only applications whose titles are told; all where it is empty
 * @param excluded applications of which nothing is told; names without regard to case
 * @param dropsPrivateWindows whether nothing is told of a browser's private windows
 */
public record Privacy(
        Titles titles,
        List<Pattern> clean,
        Set<String> titlesOf,
        Set<String> excluded,
        boolean dropsPrivateWindows,
        Hours hours) {
    public static final Privacy USUAL = new Privacy(Titles.keep, List.of(), Set.of(), Set.of(), true, Hours.ALWAYS);

    public Privacy {
        clean = List.copyOf(clean);
        titlesOf = folded(titlesOf);
        excluded = folded(excluded);
    }

    boolean isExcluded(String app) {
        return excluded.contains(folded(app));
    }

    boolean tellsTitleOf(String app) {
        return titlesOf.isEmpty() || titlesOf.contains(folded(app));
    }

    private static Set<String> folded(Set<String> names) {
        return names.stream().map(Privacy::folded).collect(Collectors.toUnmodifiableSet());
    }

    private static String folded(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
    }
}
