/** PostgreSQL: the server, the migrations, and one store a concern with its SQL beside its rows. */
@NullMarked
package io.modehub.store;

import org.jspecify.annotations.NullMarked;
