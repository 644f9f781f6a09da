/** The domain: what a mode, a prediction, a span and a label are. Pure Java. */
@NullMarked
package io.modehub.activity;

import org.jspecify.annotations.NullMarked;
