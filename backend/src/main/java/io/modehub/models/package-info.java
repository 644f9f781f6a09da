/** What judges people's activities: their rules and models, since when each holds. */
@NullMarked
package io.modehub.models;

import org.jspecify.annotations.NullMarked;
