/** The agent: the commands, and the one place where sense, spool and link are joined. */
@NullMarked
package io.modehub.agent;

import org.jspecify.annotations.NullMarked;
