/** What may leave the machine, decided before anything is kept. */
@NullMarked
package io.modehub.agent.privacy;

import org.jspecify.annotations.NullMarked;
