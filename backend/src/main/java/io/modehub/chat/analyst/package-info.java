/** The embedded analyst: a parser of German and English questions that needs no key and no network. No language model. */
@NullMarked
package io.modehub.chat.analyst;

import org.jspecify.annotations.NullMarked;
