package io.modehub.interop;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The file as it is written: gathered in pieces, each of which waits for the one before to be taken. */
final class ExportFile {
    private static final int PIECE_BYTES = 64 * 1024;

    /** A reader that takes nothing for so long is gone; the database must not keep a moment for it any longer. */
    private static final int PATIENCE_SECONDS = 60;

    private final Function<Buffer, Future<Void>> out;
    private Buffer piece = Buffer.buffer(PIECE_BYTES);

    ExportFile(Function<Buffer, Future<Void>> out) {
        this.out = out;
    }

    void add(String text) {
        piece.appendString(text);
    }

    /** Writes what has come together once it is enough for a piece. */
    Future<Void> flow() {
        return piece.length() < PIECE_BYTES ? Future.succeededFuture() : flush();
    }

    /** Writes what is left. */
    Future<Void> flush() {
        Buffer full = piece;
        piece = Buffer.buffer(PIECE_BYTES);
        return full.length() == 0
                ? Future.succeededFuture()
                : out.apply(full).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
