/** How loud the audio sources are, whether it sounds like speech, and who records; never a sample kept. */
@NullMarked
package io.modehub.agent.sense.audio;

import org.jspecify.annotations.NullMarked;
