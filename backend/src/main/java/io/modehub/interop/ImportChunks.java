package io.modehub.interop;

import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportRecord.OfHistory;
import io.modehub.interop.ImportRecord.OfSetup;
import io.modehub.interop.ImportSource.Numbered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of a file that follow each other and are stored in one transaction. Blocks; used by one step at a time. */
final class ImportChunks implements AutoCloseable {
    /** A long day of an eager agent: half a second under the person's lock. */
    private static final int MOST_ACTIVITIES = 8_000;

    /** A day's spans and roll-ups stand or fall together, and so do all setups. */
    static final int MOST_TOGETHER = 50_000;

    /** Each label may change another day's roll-ups. */
    private static final int MOST_OTHERS = 50;

    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private final ImportSource source;
    private @Nullable Numbered ahead;

    ImportChunks(ImportSource source) {
        this.source = source;
    }

    /** The next records of one group; none at the end. */
    List<Numbered> next() {
        List<Numbered> chunk = new ArrayList<>();
        long characters = 0;
        Numbered next = ahead == null ? source.next() : ahead;
        while (next != null && (chunk.isEmpty() || belongs(chunk, next, characters))) {
            chunk.add(next);
            characters += next.characters();
            next = source.next();
        }
        ahead = next;
        return chunk;
    }

    private static boolean belongs(List<Numbered> chunk, Numbered next, long characters) {
        ImportRecord last = chunk.get(chunk.size() - 1).record();
        if (!last.group().equals(next.record().group()) || characters > 2 * MOST_CHARACTERS) {
            return false;
        }
        if (last instanceof OfActivity before && next.record() instanceof OfActivity after) {
            // Equal ones are counted, so they stay together.
            boolean room = chunk.size() < MOST_ACTIVITIES && characters < MOST_CHARACTERS;
            return room || before.activity().at().equals(after.activity().at());
        }
        boolean together = last instanceof OfHistory || last instanceof OfSetup;
        return chunk.size() < (together ? MOST_TOGETHER : MOST_OTHERS);
    }

    /** Tells where the file was cut, or lines were taken out of it. */
    void requireWhole() {
        source.requireWhole();
    }

    @Override
    public void close() {
        source.close();
    }
}
