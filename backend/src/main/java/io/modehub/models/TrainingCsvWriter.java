package io.modehub.models;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a training table that {@link TrainingCsv} reads back: all columns, RFC 4180. A text that a spreadsheet would take
 * for a formula gets an apostrophe before it, which the reader takes off.
 */
public final class TrainingCsvWriter {
    private static final String FORMULA = "=+-@\t\r";

    private TrainingCsvWriter() {}

    /** Writes the header and all rows; the timestamp's column is left out unless every row has one. */
    public static void write(List<TrainingLine> lines, Appendable out) throws IOException {
        boolean dated = !lines.isEmpty() && lines.stream().allMatch(line -> line.at() != null);
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
        List<String> headers = Column.headers();
        printer.printRecord(dated ? headers : headers.subList(0, headers.size() - 1));
        for (TrainingLine line : lines) {
            printer.print(text(line.app()));
            printer.print(line.mouse());
            printer.print(line.hour());
            printer.print(line.dayOfWeek());
            printer.print(text(line.mode()));
            printer.print(text(line.title()));
            printer.print(line.keyboard());
            printer.print(line.micDb());
            printer.print(line.systemDb());
            printer.print(line.voice());
            if (dated) {
                printer.print(line.at());
            }
            printer.println();
        }
        printer.flush();
    }

    private static @Nullable String text(@Nullable String value) {
        boolean formula = value != null && !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        return formula ? "'" + value : value;
    }
}
