package io.modehub.agent.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** The directory of one stream's segments, {@code NNNNNN-UUID}: its generation and the stream's id. */
record StreamDirectory(Path path) {
    private static final String UNFINISHED = "unfinished";

    /** The streams in a spool, oldest first. */
    static List<StreamDirectory> of(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path ->
                            path.getFileName().toString().matches("\\d{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                    .map(StreamDirectory::new)
                    .sorted(Comparator.comparingInt(StreamDirectory::generation))
                    .toList();
        }
    }

    /** An empty directory that counts only once it is finished. */
    static StreamDirectory begin(Path root) throws IOException {
        StreamDirectory unfinished = new StreamDirectory(root.resolve(UNFINISHED));
        if (Files.exists(unfinished.path)) {
            unfinished.delete();
        }
        Files.createDirectory(unfinished.path);
        return unfinished;
    }

    /** Gives the directory its name and a new stream's id, durably. */
    StreamDirectory finish(int generation) throws IOException {
        force();
        String name = String.format(Locale.ROOT, "%06d-%s", generation, UUID.randomUUID());
        StreamDirectory finished =
                new StreamDirectory(Files.move(path, path.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE));
        new StreamDirectory(path.resolveSibling("")).force();
        return finished;
    }

    int generation() {
        return Integer.parseInt(path.getFileName().toString().substring(0, 6));
    }

    UUID stream() {
        return UUID.fromString(path.getFileName().toString().substring(7));
    }

    /** Makes the names in the directory durable. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
