/**
 * Training: labelled rows to models, with figures one can believe. Pure computation on two threads at most: no sockets, no
 * database.
 */
@NullMarked
package io.modehub.models;

import org.jspecify.annotations.NullMarked;
