/**
 * A person's data on its way out of the hub and in again: everything as of one moment in one file, and a file put beside what
 * is there.
 */
@NullMarked
package io.modehub.interop;

import org.jspecify.annotations.NullMarked;
