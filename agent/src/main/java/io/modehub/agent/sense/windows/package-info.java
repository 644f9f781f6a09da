/**
 * Windows by plain Win32 calls through JNA. Written against the documentation and tested with pretended answers; it could not
 * be run on Windows yet.
 */
@NullMarked
package io.modehub.agent.sense.windows;

import org.jspecify.annotations.NullMarked;
