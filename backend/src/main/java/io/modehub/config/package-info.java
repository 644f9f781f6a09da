/** Settings from the environment; all faults named at once. */
@NullMarked
package io.modehub.config;

import org.jspecify.annotations.NullMarked;
