/** Typed, read-only questions to one person's log. Nothing here knows of language models. */
@NullMarked
package io.modehub.chat.tools;

import org.jspecify.annotations.NullMarked;
