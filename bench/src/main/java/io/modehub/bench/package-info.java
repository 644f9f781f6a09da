/** Load generator and benchmarks: a real hub process, simulated agents over real sockets. Never shipped. */
@NullMarked
package io.modehub.bench;

import org.jspecify.annotations.NullMarked;
