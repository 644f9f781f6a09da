/** What operators see of a running hub, in Prometheus' format; each room counts its own. */
@NullMarked
package io.modehub.metrics;

import org.jspecify.annotations.NullMarked;
