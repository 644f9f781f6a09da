/** How many may come in, how fast, and how long without saying who they are. */
@NullMarked
package io.modehub.admission;

import org.jspecify.annotations.NullMarked;
