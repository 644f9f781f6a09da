/** A server that behaves like a managed online endpoint of Azure ML, for tests and for trying one without a subscription; never shipped. */
@NullMarked
package io.modehub.standin.scoring;

import org.jspecify.annotations.NullMarked;
