package io.modehub.interop;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportLines.Line;
import io.modehub.interop.ImportRecord.End;
import io.modehub.interop.ImportRecord.Header;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of {@link Export}, one record a line. */
final class ExportLines implements ImportSource {
    private final ImportLines lines;
    private final ImportReport report;
    private long read;
    private boolean whole;

    private ExportLines(Path file, ImportReport report) {
        this.lines = new ImportLines(file);
        this.report = report;
    }

    /** Makes sure that this is a file of ours. */
    static ExportLines open(Path file, ImportReport report) {
        ExportLines lines = new ExportLines(file, report);
        try {
            lines.begin();
            return lines;
        } catch (HubException e) {
            lines.close();
            throw e;
        }
    }

    private void begin() {
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
                ErrorCode.NOT_AN_EXPORT,
                why + "; send a file of GET /api/v1/export?format=ndjson, not json or csv, or what ActivityWatch exports");
    }

    private static ImportRecord record(Line first) {
        try {
            return RecordReader.read(first.text().orElse(""));
        } catch (HubException e) {
            throw notOurs("its first line is not that of an export (" + e.getMessage() + ")");
        }
    }

    @Override
    public @Nullable Numbered next() {
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

    @Override
    public void requireWhole() {
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
