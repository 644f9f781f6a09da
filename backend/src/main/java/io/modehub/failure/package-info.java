/** Refusals as data: one table for HTTP status, close code and whether to try again. */
@NullMarked
package io.modehub.failure;

import org.jspecify.annotations.NullMarked;
