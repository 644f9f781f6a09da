package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
        long thousandths = Math.round(value * 1_000);
        if (Math.abs(value) < SMALL && thousandths / 1_000.0 == value) {
            json.writeNumber(decimal(thousandths));
        } else {
            json.writeNumber(value);
        }
    }

    private static String decimal(long thousandths) {
        long digits = Math.abs(thousandths);
        StringBuilder text = new StringBuilder(16)
                .append(thousandths < 0 ? "-" : "")
                .append(digits / 1_000)
                .append('.')
                .append(digits / 100 % 10);
        if (digits % 100 != 0) {
            text.append(digits / 10 % 10);
        }
        if (digits % 10 != 0) {
            text.append(digits % 10);
        }
        return text.toString();
    }
}
