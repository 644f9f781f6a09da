/** Trading a pairing code for the agent's own token. */
@NullMarked
package io.modehub.agent.pairing;

import org.jspecify.annotations.NullMarked;
