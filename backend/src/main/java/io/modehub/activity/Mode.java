package io.modehub.activity;

import java.util.Optional;

/**
 * One of a person's modes.
 *
 * @param origin the classifier's name for it, which survives renaming; empty for modes of the person's own
 * @param colour {@code #rrggbb}
 * @param order position in the person's list, from 0
 * @param builtIn {@code Away} and {@code Unknown}, which can't be renamed or deleted
 */
public record Mode(int id, String name, Optional<String> origin, String colour, int order, boolean builtIn) {}
