/** The browsers' door: topics on the event bus, snapshots, bounded outboxes. */
@NullMarked
package io.modehub.live;

import org.jspecify.annotations.NullMarked;
