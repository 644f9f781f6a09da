/** Questions of a person about their own log: answered in a stream, with numbers the database computed. */
@NullMarked
package io.modehub.chat;

import org.jspecify.annotations.NullMarked;
