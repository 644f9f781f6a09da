package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes one JSON text; the in-memory writer can't fail. */
final class JsonOut {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Below this, thousandths of a double are exact whole numbers. */
    private static final double SMALL = 1e9;

    private JsonOut() {}

    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** One object with the given members. */
    static String object(Body members) {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /**
     * Writes a number. Levels have few decimals, and to find the shortest text of any double takes far longer: it was a
     * quarter of the hub's work for an activity.
     */
    static void writeNumber(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        StringBuilder text = new StringBuilder(16);
        append(text, value);
        json.writeNumber(text.toString());
    }

    /** Appends a finite number, as {@link #writeNumber} writes it. */
    static void append(StringBuilder out, double value) {
        long thousandths = Math.round(value * 1_000);
        if (Math.abs(value) < SMALL && thousandths / 1_000.0 == value) {
            appendDecimal(out, thousandths);
        } else {
            out.append(value);
        }
    }

    private static void appendDecimal(StringBuilder out, long thousandths) {
        long digits = Math.abs(thousandths);
        out.append(thousandths < 0 ? "-" : "")
                .append(digits / 1_000)
                .append('.')
                .append((char) ('0' + digits / 100 % 10));
        if (digits % 100 != 0) {
            out.append((char) ('0' + digits / 10 % 10));
        }
        if (digits % 10 != 0) {
            out.append((char) ('0' + digits % 10));
        }
    }

    /** Appends a text in quotes. */
    static void append(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
