/** The hub: composition and start. */
@NullMarked
package io.modehub;

import org.jspecify.annotations.NullMarked;
