/** Which application and window are in front. */
@NullMarked
package io.modehub.agent.sense.window;

import org.jspecify.annotations.NullMarked;
