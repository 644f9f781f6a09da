package io.modehub.activity;

import java.util.Set;

/**
 * One of a person's modes.
 *
 * @param origins the classifier's names that lead to it, which survive renaming; a mode of the person's own has one of its own
 * @param colour {@code #rrggbb}
 * @param order position in the person's list, from 0
 * @param builtIn {@code Away} and {@code Unknown}, which can't be renamed or deleted
 */
public record Mode(int id, String name, Set<String> origins, String colour, int order, boolean builtIn) {
    public Mode {
        origins = Set.copyOf(origins);
    }
}
