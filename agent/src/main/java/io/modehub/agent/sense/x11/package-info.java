/** The few requests of the X11 protocol the agent needs, over the display's Unix socket; no native code. */
@NullMarked
package io.modehub.agent.sense.x11;

import org.jspecify.annotations.NullMarked;
