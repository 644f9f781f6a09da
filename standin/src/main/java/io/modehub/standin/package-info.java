/** A server that behaves like Azure OpenAI and OpenAI, for tests and for trying the chat without a key; never shipped. */
@NullMarked
package io.modehub.standin;

import org.jspecify.annotations.NullMarked;
