/** What is wrong with a hub's surroundings, and what to do about it. */
@NullMarked
package io.modehub.doctor;

import org.jspecify.annotations.NullMarked;
