package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor over one JSON text: typed reads that name the field at fault, and a depth that never goes out of step. */
final class JsonIn implements AutoCloseable {
    /** Java 17 itself reads doubles several times slower. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final byte[] utf8;
    private final JsonParser parser;

    JsonIn(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Throws {@link MalformedFrame} where the text can't be JSON in UTF-8: the parser would take it for another encoding. */
    JsonIn(byte[] utf8) {
        if (utf8.length < 2 || utf8[0] <= 0 || utf8[1] == 0) {
            throw new MalformedFrame("not valid JSON");
        }
        this.utf8 = utf8;
        try {
            this.parser = FACTORY.createParser(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonToken next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedFrame("the JSON text ends too early");
            }
            return token;
        } catch (JsonProcessingException e) {
            throw new MalformedFrame("not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token the cursor stands on. */
    JsonToken here() {
        return parser.currentToken();
    }

    /** The next field's name with the cursor on its value, or null at the end of the object. */
    @Nullable String nextField() {
        if (next() == JsonToken.END_OBJECT) {
            return null;
        }
        try {
            String name = parser.currentName();
            next();
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Passes over the value under the cursor, however deep. */
    void skip() {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw new MalformedFrame("not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (parser.currentToken() == null) {
            throw new MalformedFrame("the JSON text ends too early");
        }
    }

    /** Throws unless nothing but white space follows. */
    void end() {
        try {
            if (parser.nextToken() != null) {
                throw new MalformedFrame("one JSON object a frame");
            }
        } catch (IOException e) {
            throw new MalformedFrame("one JSON object a frame");
        }
    }

    boolean isNull() {
        return here() == JsonToken.VALUE_NULL;
    }

    String string(String path) {
        if (here() != JsonToken.VALUE_STRING) {
            skip();
            throw new InvalidActivity(path, "must be a string");
        }
        try {
            return parser.getText();
        } catch (JsonProcessingException e) {
            throw new MalformedFrame("not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A string without what neither JSON in UTF-8 nor PostgreSQL can hold. */
    String text(String path) {
        return Text.clean(string(path));
    }

    @Nullable String stringOrNull(String path) {
        return isNull() ? null : string(path);
    }

    double number(String path) {
        if (!here().isNumeric()) {
            skip();
            throw new InvalidActivity(path, "must be a number");
        }
        try {
            // A zero has no sign: -0.0 would be another value, and is written as 0.
            return parser.getDoubleValue() + 0.0;
        } catch (IOException e) {
            throw new InvalidActivity(path, "must be a number");
        }
    }

    long wholeNumber(String path) {
        double value = number(path);
        if (value != Math.rint(value) || Math.abs(value) > 9_007_199_254_740_991.0) {
            throw new InvalidActivity(path, "must be a whole number");
        }
        return (long) value;
    }

    boolean bool(String path) {
        if (!here().isBoolean()) {
            skip();
            throw new InvalidActivity(path, "must be true or false");
        }
        return here() == JsonToken.VALUE_TRUE;
    }

    Instant instant(String path) {
        return Instants.parse(path, string(path));
    }

    List<String> strings(String path) {
        requireArray(path);
        List<String> all = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            all.add(text(path));
        }
        return all;
    }

    void requireArray(String path) {
        if (here() != JsonToken.START_ARRAY) {
            skip();
            throw new InvalidActivity(path, "must be an array");
        }
    }

    void requireObject(String path) {
        if (here() != JsonToken.START_OBJECT) {
            skip();
            throw new InvalidActivity(path, "must be an object");
        }
    }

    /** Position of the first byte of the token under the cursor. */
    int tokenStart() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** The text from there to the end of the token under the cursor. */
    String slice(int start) {
        int end = (int) parser.currentLocation().getByteOffset();
        return new String(utf8, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
