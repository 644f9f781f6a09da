/** What the agent says to whoever runs it: transitions, on standard error. */
@NullMarked
package io.modehub.agent.log;

import org.jspecify.annotations.NullMarked;
