/** Who may do what: sign-in, tokens, pairing. */
@NullMarked
package io.modehub.accounts;

import org.jspecify.annotations.NullMarked;
