/**
 * Models of people's own: what they learn from, the search for the best one on two threads at most, and since when which rules
 * and models judge whom.
 */
@NullMarked
package io.modehub.models;

import org.jspecify.annotations.NullMarked;
