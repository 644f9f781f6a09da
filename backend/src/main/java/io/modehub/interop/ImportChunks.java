package io.modehub.interop;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportLines.Line;
import io.modehub.interop.ImportRecord.End;
import io.modehub.interop.ImportRecord.Header;
import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportRecord.OfHistory;
import io.modehub.interop.ImportRecord.OfSetup;
import java.nio.file.Path;
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

    private final ImportLines lines;
    private final ImportReport report;
    private @Nullable Numbered ahead;
    private long read;
    private boolean whole;

    ImportChunks(Path file, ImportReport report) {
        this.lines = new ImportLines(file);
        this.report = report;
    }

    /** A record and the line it stands in. */
    record Numbered(long line, int characters, ImportRecord record) {}

    /** Makes sure that this is a file of ours. */
    void begin() {
        Line first = lines.next();
        if (first == null) {
            throw notOurs("the file is empty");
        }
        if (!(record(first) instanceof Header)) {
            throw notOurs("its first line is not that of an export");
        }
        read = 1;
    }

    private static HubException notOurs(String why) {
        return new HubException(
                ErrorCode.NOT_AN_EXPORT, why + "; send a file of GET /api/v1/export?format=ndjson, not json or csv");
    }

    private static ImportRecord record(Line first) {
        try {
            return RecordReader.read(first.text().orElse(""));
        } catch (HubException e) {
            throw notOurs("its first line is not that of an export (" + e.getMessage() + ")");
        }
    }

    /** The next records of one group; none at the end. */
    List<Numbered> next() {
        List<Numbered> chunk = new ArrayList<>();
        long characters = 0;
        Numbered next = ahead == null ? read() : ahead;
        while (next != null && (chunk.isEmpty() || belongs(chunk, next, characters))) {
            chunk.add(next);
            characters += next.characters();
            next = read();
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

    private @Nullable Numbered read() {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            try {
                String text = line.text()
                        .orElseThrow(() -> new HubException(
                                ErrorCode.TOO_LARGE, "a line has at most " + ImportLines.LONGEST + " bytes"));
                ImportRecord record = RecordReader.read(text);
                if (record instanceof End end) {
                    whole = end.records() == read;
                }
                read++;
                return new Numbered(line.number(), text.length(), record);
            } catch (HubException e) {
                read++;
                report.refuse(line.number(), e);
            }
        }
        return null;
    }

    /** Tells where the file was cut, or lines were taken out of it. */
    void requireWhole() {
        if (!whole) {
            report.refuse(
                    read,
                    new HubException(
                            ErrorCode.INVALID_REQUEST,
                            "the file doesn't end as an export does: records are missing; what is there was imported"));
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
