/** How much mouse and keyboard are used, and since when they rest; never which keys. */
@NullMarked
package io.modehub.agent.sense.input;

import org.jspecify.annotations.NullMarked;
