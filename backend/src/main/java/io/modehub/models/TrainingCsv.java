package io.modehub.models;

import io.modehub.models.UnusableTable.Fault;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a training table: a header with {@code app_name, mouse_activity, hour, day_of_week, mode} in any order, and
 * optionally {@code window_title, keyboard_activity, mic_db, system_db, voice, timestamp}. Separated by commas, semicolons
 * (with decimal commas) or tabs, whichever the header has most of.
 */
public final class TrainingCsv {
    /** Most rows of a table. A year of labelled minutes in eight hours a day is less than twice as much. */
    public static final int MAX_ROWS = 100_000;

    private static final String EXCEL_HINT = "sep=";

    private final ZoneId zone;
    private final List<Fault> faults = new ArrayList<>();
    private final List<TrainingLine> lines = new ArrayList<>();
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);

    private TrainingCsv(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads all rows or none.
     *
     * @param zone of timestamps without an offset
     * @throws UnusableTable naming line, column and remedy of up to 20 faults
     */
    public static List<TrainingLine> read(byte[] file, ZoneId zone) {
        TrainingCsv csv = new TrainingCsv(zone);
        csv.read(TableText.of(file).text());
        if (!csv.faults.isEmpty()) {
            throw new UnusableTable(csv.faults);
        }
        return List.copyOf(csv.lines);
    }

    private void read(String text) {
        boolean hinted = text.startsWith(EXCEL_HINT);
        int body = hinted ? text.indexOf('\n') + 1 : 0;
        char separator = separator(text.substring(body).lines().findFirst().orElse(""));
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        long skipped = hinted ? 1 : 0;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text.substring(body)))
                .setFormat(format)
                .get()) {
            readRows(parser, separator, skipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readRows(CSVParser parser, char separator, long skipped) {
        Iterator<CSVRecord> records = parser.iterator();
        int width = -1;
        while (faults.size() < UnusableTable.MOST) {
            long line = parser.getCurrentLineNumber() + 1 + skipped;
            Optional<CSVRecord> next = next(records, line);
            if (next.isEmpty()) {
                break;
            }
            CSVRecord row = next.get();
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            if (width < 0) {
                width = row.size();
                readHeader(row, line);
                if (!faults.isEmpty()) {
                    return;
                }
            } else if (lines.size() == MAX_ROWS) {
                fault(
                        line,
                        null,
                        "the table has more than " + MAX_ROWS
                                + " rows; leave out every other one, as neighbouring minutes are nearly alike");
                return;
            } else if (row.size() != width) {
                fault(
                        line,
                        null,
                        "has " + row.size() + " cells but the header has " + width + "; put a cell that contains '"
                                + separator + "' in double quotes");
            } else {
                readRow(row, line, separator);
            }
        }
        if (width < 0 && faults.isEmpty()) {
            fault(1, null, "the file is empty; its first line must be " + required());
        }
    }

    private Optional<CSVRecord> next(Iterator<CSVRecord> records, long line) {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException e) {
            fault(
                    line,
                    null,
                    "a double quote isn't closed, or something follows it; write a quote inside of a quoted"
                            + " cell twice");
            return Optional.empty();
        }
    }

    private void readHeader(CSVRecord header, long line) {
        for (int place = 0; place < header.size(); place++) {
            String cell = header.get(place);
            Optional<Column> column = Column.of(cell);
            if (column.isEmpty()) {
                fault(
                        line,
                        shown(cell),
                        "is no column of a training table; leave it out or name it one of "
                                + String.join(", ", Column.headers()));
            } else if (places.put(column.get(), place) != null) {
                fault(line, column.get().header(), "is there twice; leave one out");
            }
        }
        for (Column column : Column.values()) {
            if (column.isRequired() && !places.containsKey(column)) {
                fault(line, column.header(), "is missing; the header must have " + required());
            }
        }
    }

    private void readRow(CSVRecord row, long line, char separator) {
        Cells cells = new Cells(row, places, separator != ',', zone);
        TrainingLine read = cells.line();
        cells.faults().forEach((column, message) -> fault(line, column.header(), message));
        if (cells.faults().isEmpty()) {
            lines.add(read);
        }
    }

    private void fault(long line, @Nullable String column, String message) {
        if (faults.size() < UnusableTable.MOST) {
            faults.add(new Fault(line, column, message));
        }
    }

    private static String required() {
        return String.join(
                ",",
                Arrays.stream(Column.values())
                        .filter(Column::isRequired)
                        .map(Column::header)
                        .toList());
    }

    private static char separator(String header) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** A name from outside, short enough for a message. */
    private static String shown(String cell) {
        String clean = cell.replaceAll("\\p{C}", "").strip();
        return "'" + (clean.length() <= 40 ? clean : clean.substring(0, 40) + "…") + "'";
    }
}
