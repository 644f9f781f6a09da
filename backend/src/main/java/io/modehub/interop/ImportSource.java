package io.modehub.interop;

import org.jspecify.annotations.Nullable;

/** The records of one file, one after the other. Blocks; used by one step at a time. */
interface ImportSource extends AutoCloseable {
    /** A record, where it stands in the file, and how much it takes. */
    record Numbered(long line, int characters, ImportRecord record) {}

    /** The next record that can be used, or null at the end; the others are told in the report. */
    @Nullable Numbered next();

    /** Tells where the file was cut. */
    void requireWhole();

    @Override
    void close();
}
