/** The agents' door: links, admission, classification, and acknowledgement after commit. */
@NullMarked
package io.modehub.ingest;

import org.jspecify.annotations.NullMarked;
