/** What the machine's sensors say each second, and how seconds become activities. */
@NullMarked
package io.modehub.agent.sense;

import org.jspecify.annotations.NullMarked;
