/**
 * Activity to prediction. {@link io.modehub.classify.ModeTracker} follows one agent; {@link
 * io.modehub.classify.Classifier} judges single activities. Pure computation: no sockets, no database, no clock.
 */
@NullMarked
package io.modehub.classify;

import org.jspecify.annotations.NullMarked;
