/** Predictions and labels become spans of one mode: a pure fold, and the timelines made of it. */
@NullMarked
package io.modehub.spans;

import org.jspecify.annotations.NullMarked;
