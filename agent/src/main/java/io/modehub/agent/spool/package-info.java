/** Activities on disk, numbered, until the hub has acknowledged them. */
@NullMarked
package io.modehub.agent.spool;

import org.jspecify.annotations.NullMarked;
