package io.modehub.truth;

import org.jspecify.annotations.Nullable;

/** What counts at one moment; without an application where no window covers it. */
record Moment(String mode, @Nullable String app) {}
