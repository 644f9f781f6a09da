package io.modehub.interop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file line by line; none, however long, takes more memory than the longest that makes sense. Blocks. */
final class ImportLines implements AutoCloseable {
    /** A day of a person with hundreds of applications in each quarter-hour. */
    static final int LONGEST = 1024 * 1024;

    private final InputStream in;
    private long number;

    ImportLines(Path file) {
        try {
            this.in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A line.
     *
     * @param number from 1
     * @param text empty where it is too long
     */
    record Line(long number, Optional<String> text) {}

    /** The next line that isn't blank, or null at the end. */
    @Nullable Line next() {
        try {
            Line line = read();
            while (line != null && line.text().map(String::isBlank).orElse(false)) {
                line = read();
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Line read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        long length = 0;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next >= 0 && next != '\n') {
            if (++length <= LONGEST) {
                bytes.write(next);
            }
            next = in.read();
        }
        return new Line(
                number, length > LONGEST ? Optional.empty() : Optional.of(bytes.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
