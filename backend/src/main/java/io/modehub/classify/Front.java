package io.modehub.classify;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a window in front tells, read once per title.
 *
 * @param label the dictionary's name of the application or site; null where the dictionary doesn't know it
 * @param appToken the application's normalised name, for hashing
 * @param hints the first dictionary word of each hint found in the title, in the order of {@link Hint}
 * @param words the title's words without digits, ids, addresses and the application's own name
 * @param tokens application and words, hashed
 */
record Front(
        Category category,
        @Nullable String label,
        String appToken,
        Map<Hint, String> hints,
        List<String> words,
        Tokens tokens) {
    Front {
        hints = hints.isEmpty() ? Map.of() : Collections.unmodifiableMap(hints);
        words = List.copyOf(words);
    }

    /** Whether it is something one watches, so that its sound tells that somebody is there. */
    boolean isWatched() {
        return category.isWatched() || hints.containsKey(Hint.WATCH);
    }

    /** Whether application or title look like a call. */
    boolean looksLikeMeeting() {
        return category == Category.CALL || hints.containsKey(Hint.MEETING);
    }
}
