/**
 * What agent and hub say to each other: the values an agent measures, the frames of the agent link, and the one codec
 * that turns them into JSON text and back. Depends on nothing of Modehub and on no network library.
 */
@NullMarked
package io.modehub.protocol;

import org.jspecify.annotations.NullMarked;
