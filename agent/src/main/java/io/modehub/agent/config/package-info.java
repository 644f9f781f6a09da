/** Where the agent keeps what it knows about itself, and how the file is read and written. */
@NullMarked
package io.modehub.agent.config;

import org.jspecify.annotations.NullMarked;
