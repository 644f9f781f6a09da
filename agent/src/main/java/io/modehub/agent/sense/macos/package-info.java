/**
 * macOS by Core Graphics and the Objective-C runtime through JNA. Written against the documentation and tested with pretended
 * answers; it could not be run on macOS yet.
 */
@NullMarked
package io.modehub.agent.sense.macos;

import org.jspecify.annotations.NullMarked;
