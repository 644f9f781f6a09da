/** Text from other programs made fit to keep. */
@NullMarked
package io.modehub.agent.sense.text;

import org.jspecify.annotations.NullMarked;
