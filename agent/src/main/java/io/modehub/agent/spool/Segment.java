package io.modehub.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One file of entries in ascending {@code seq}, named after the first number it may hold. Not thread-safe. Reading
 * remembers where it stopped, so that a batch after the other costs one pass.
 */
final class Segment implements AutoCloseable {
    private static final String SUFFIX = ".seg";

    private final Path path;
    private final FileChannel file;
    private final long base;
    private long size;
    private long last;
    private long sent;
    private long cursorSeq;
    private long cursorOffset;

    private Segment(Path path, FileChannel file, long base) {
        this.path = path;
        this.file = file;
        this.base = base;
        this.last = base - 1;
    }

    static boolean isSegment(Path path) {
        return path.getFileName().toString().matches("\\d{19}\\" + SUFFIX);
    }

    /** A new file whose first entry repeats what may have been sent, so that older files can go. */
    static Segment create(Path directory, long base, long sent) throws IOException {
        Path path = directory.resolve(String.format(Locale.ROOT, "%019d%s", base, SUFFIX));
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file.truncate(0);
        Segment segment = new Segment(path, file, base);
        segment.append(Entry.sent(sent));
        segment.force();
        return segment;
    }

    /** Reads and checks a whole file; what follows its last whole entry is cut off. */
    static Segment open(Path path) throws IOException {
        String name = path.getFileName().toString();
        long base = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Segment segment = new Segment(path, file, base);
        long end = segment.scan(0, file.size(), (entry, after) -> {
            segment.note(entry);
            return true;
        });
        file.truncate(end);
        segment.size = end;
        return segment;
    }

    long base() {
        return base;
    }

    /** The highest entry's number, or {@code base - 1}. */
    long last() {
        return last;
    }

    /** The highest number noted as sent. */
    long sent() {
        return sent;
    }

    long size() {
        return size;
    }

    /** Writes at the end; after a failure the file is as it was. The entry is durable only after {@link #force}. */
    void append(Entry entry) throws IOException {
        ByteBuffer bytes = entry.encode();
        long at = size;
        try {
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        } catch (IOException e) {
            file.truncate(size);
            throw e;
        }
        size = at;
        note(entry);
    }

    void force() throws IOException {
        file.force(false);
    }

    /**
     * Entries of one kind from number {@code from} on, at most so many and so many bytes but at least one, up to a hole.
     */
    List<Entry> read(long from, int maxItems, int maxBytes) throws IOException {
        long start = from >= cursorSeq ? cursorOffset : 0;
        List<Entry> found = new ArrayList<>(Math.min(maxItems, 64));
        int[] bytes = {0};
        scan(start, size, (entry, after) -> {
            if (!entry.isNumbered() || entry.seq() < from) {
                return true;
            }
            if (!found.isEmpty() && !follows(entry, found.get(found.size() - 1), bytes[0], maxBytes)) {
                return false;
            }
            found.add(entry);
            bytes[0] += entry.length() + 1;
            cursorSeq = entry.seq() + 1;
            cursorOffset = after;
            return found.size() < maxItems;
        });
        return found;
    }

    private static boolean follows(Entry entry, Entry before, int bytes, int maxBytes) {
        return entry.kind() == before.kind() && entry.seq() == before.seq() + 1 && bytes + entry.length() < maxBytes;
    }

    /** When the file was last written. */
    Instant written() throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void note(Entry entry) {
        if (entry.kind() == Entry.SENT) {
            sent = Math.max(sent, entry.seq());
        } else {
            last = Math.max(last, entry.seq());
        }
    }

    private interface Visitor {
        /** Returns whether to go on. */
        boolean visit(Entry entry, long after);
    }

    /**
     * Visits the whole entries between two offsets. Bytes that are none, such as an entry with a flipped bit, are passed
     * over one by one until an entry's checksum fits again. Returns the offset after the last whole entry.
     */
    private long scan(long from, long to, Visitor visitor) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(2L * Entry.MAX_SIZE, Math.max(to - from, 0)));
        long offset = from;
        long end = from;
        while (offset < to) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), to - offset));
            fill(chunk, offset);
            boolean lastChunk = offset + chunk.limit() >= to;
            while (chunk.hasRemaining() && (lastChunk || chunk.remaining() >= Entry.MAX_SIZE)) {
                Entry entry = Entry.decode(chunk);
                if (entry == null) {
                    chunk.get();
                    continue;
                }
                end = offset + chunk.position();
                if (!visitor.visit(entry, end)) {
                    return end;
                }
            }
            offset += chunk.position();
        }
        return end;
    }

    private void fill(ByteBuffer chunk, long offset) throws IOException {
        while (chunk.hasRemaining()) {
            if (file.read(chunk, offset + chunk.position()) < 0) {
                throw new IOException(path + " became shorter while it was read");
            }
        }
        chunk.flip();
    }
}
