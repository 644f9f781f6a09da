package io.modehub.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A frame as a file has it, which every program that speaks the protocol can be tested with. */
record Golden(String file, String name, String frame, boolean valid) {
    /** All frames of a direction: {@code agent}, {@code hub} or {@code live}. */
    static List<Golden> all(String direction) {
        try (Stream<Path> files = Files.list(Path.of("src/golden", direction))) {
            return files.sorted().map(Golden::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(Path file) {
        try (JsonIn in = new JsonIn(Files.readString(file))) {
            String name = "";
            String frame = "";
            boolean valid = false;
            in.next();
            String field;
            while ((field = in.nextField()) != null) {
                int start = in.tokenStart();
                switch (field) {
                    case "name" -> name = in.string(field);
                    case "valid" -> valid = in.bool(field);
                    default -> {
                        in.skip();
                        frame = in.slice(start);
                    }
                }
            }
            return new Golden(file.getFileName().toString(), name, frame, valid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + ": " + name;
    }
}
