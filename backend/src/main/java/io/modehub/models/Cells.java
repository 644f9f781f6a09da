package io.modehub.models;

import io.modehub.protocol.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The cells of one row; what is wrong with each of them is gathered. */
final class Cells {
    private static final String FORMULA = "=+-@\t\r";
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private final CSVRecord row;
    private final Map<Column, Integer> places;
    private final boolean decimalComma;
    private final ZoneId zone;
    private final Map<Column, String> faults = new EnumMap<>(Column.class);

    Cells(CSVRecord row, Map<Column, Integer> places, boolean decimalComma, ZoneId zone) {
        this.row = row;
        this.places = places;
        this.decimalComma = decimalComma;
        this.zone = zone;
    }

    /** The row; of use only if there are no faults. */
    TrainingLine line() {
        Double mouse = number(Column.MOUSE_ACTIVITY, 0, 10);
        TrainingLine line = new TrainingLine(
                text(Column.APP_NAME),
                cell(Column.WINDOW_TITLE).isEmpty() ? null : text(Column.WINDOW_TITLE),
                mouse == null ? 0 : mouse,
                number(Column.KEYBOARD_ACTIVITY, 0, 10),
                whole(Column.HOUR, 0, 23, "an hour from 0 to 23; midnight is 0"),
                whole(Column.DAY_OF_WEEK, 1, 7, "a day from 1 (Monday) to 7 (Sunday)"),
                text(Column.MODE),
                number(Column.MIC_DB, -120, 0),
                number(Column.SYSTEM_DB, -120, 0),
                number(Column.VOICE, 0, 1),
                instant());
        if (line.voice() != null && line.micDb() == null && line.systemDb() == null) {
            faults.putIfAbsent(Column.VOICE, "needs mic_db or system_db in the same row, as a voice is somewhere");
        }
        return line;
    }

    /** What is wrong, by column. */
    Map<Column, String> faults() {
        return faults;
    }

    private String text(Column column) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            faults.put(column, "is empty; every row needs one");
        } else if (cell.length() > Text.MAX_LENGTH) {
            faults.put(column, "has more than " + Text.MAX_LENGTH + " characters; cut it");
        }
        boolean escaped = cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0;
        return Text.clean(escaped ? cell.substring(1) : cell);
    }

    private @Nullable Double number(Column column, int least, int most) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            if (column.isRequired()) {
                faults.put(column, "is empty; it must be a number from " + least + " to " + most);
            }
            return null;
        }
        String plain = decimalComma ? cell.replace(',', '.') : cell;
        // A shape that can't take long, and no names such as NaN or 1f, which Java would take.
        if (plain.length() <= 30 && plain.matches("[+-]?\\d{1,10}(\\.\\d{0,17})?(e[+-]?\\d{1,2})?")) {
            double value = Double.parseDouble(plain);
            if (value >= least && value <= most) {
                return value;
            }
        }
        faults.put(column, "is " + shown(cell) + "; it must be a number from " + least + " to " + most);
        return null;
    }

    private int whole(Column column, int least, int most, String what) {
        String cell = cell(column);
        if (cell.matches("\\d{1,2}")) {
            int value = Integer.parseInt(cell);
            if (value >= least && value <= most) {
                return value;
            }
        }
        faults.put(column, "is " + shown(cell) + "; it must be " + what);
        return least;
    }

    private @Nullable Instant instant() {
        if (!places.containsKey(Column.TIMESTAMP)) {
            return null;
        }
        String cell = cell(Column.TIMESTAMP).replace(' ', 'T');
        try {
            boolean offset = cell.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
            Instant at = offset
                    ? OffsetDateTime.parse(cell).toInstant()
                    : LocalDateTime.parse(cell).atZone(zone).toInstant();
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            // Told below, like a time that is out of range.
        }
        faults.put(
                Column.TIMESTAMP,
                "is " + shown(cell) + "; every row needs a time such as 2026-11-23T09:15:00Z, or leave the column out");
        return null;
    }

    private String cell(Column column) {
        Integer place = places.get(column);
        return place == null ? "" : row.get(place).strip();
    }

    private static String shown(String cell) {
        String clean = cell.replaceAll("\\p{C}", "");
        return "'" + (clean.length() <= 40 ? clean : clean.substring(0, 40) + "…") + "'";
    }
}
