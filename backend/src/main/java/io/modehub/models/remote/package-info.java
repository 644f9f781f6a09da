/** A classifier outside the hub: a managed online endpoint of Azure ML, asked with bounds and never waited for on an event loop. */
@NullMarked
package io.modehub.models.remote;

import org.jspecify.annotations.NullMarked;
