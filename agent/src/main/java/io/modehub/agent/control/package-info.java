/** How commands reach a running agent: a socket in its home that only its owner can open. */
@NullMarked
package io.modehub.agent.control;

import org.jspecify.annotations.NullMarked;
