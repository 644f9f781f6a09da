package io.modehub.interop;

import java.util.Locale;

/** What an export is written as. */
public enum ExportFormat {
    /** One JSON object a line; what {@link Import} reads. */
    NDJSON("application/x-ndjson"),
    /** The same records in one JSON object of arrays. */
    JSON("application/json"),
    /** Activities alone, for spreadsheets. */
    CSV("text/csv; charset=utf-8");

    private final String contentType;

    ExportFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The name on the wire, which is also the end of the file's name. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ExportFormat of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
