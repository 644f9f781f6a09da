/** Two weeks of simulated history and a live simulated stream, plainly marked. */
@NullMarked
package io.modehub.demo;

import org.jspecify.annotations.NullMarked;
