/** A command of the person's own that runs when the mode changes. */
@NullMarked
package io.modehub.agent.hook;

import org.jspecify.annotations.NullMarked;
