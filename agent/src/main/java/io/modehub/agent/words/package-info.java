/** What the agent says to people, in German and English. */
@NullMarked
package io.modehub.agent.words;

import org.jspecify.annotations.NullMarked;
