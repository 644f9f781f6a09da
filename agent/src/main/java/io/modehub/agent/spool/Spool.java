package io.modehub.agent.spool;

import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.InvalidActivity;
import io.modehub.protocol.MalformedFrame;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Activities numbered from 1 without holes, kept on disk until they are acknowledged. Layout: {@code lock}, and one
 * directory {@code NNNNNN-UUID} a stream (generation and stream id), of which the highest generation counts, with
 * segment files. Thread-safe. After an {@link IOException} the spool is as before and can be used on.
 */
public final class Spool implements AutoCloseable {
    /** A segment is closed after a day, so that the limit of age is kept to the day. */
    private static final Duration ROLL_AFTER = Duration.ofDays(1);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int COPY_ITEMS = 100;

    private final Path root;
    private final FileChannel lock;
    private final Limits limits;
    private final Clock clock;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private StreamDirectory directory;
    private long next;
    private long sent;
    private boolean dirty;

    /**
     * A run of activities.
     *
     * @param first number of the first; more than was asked for if those before it are lost
     */
    public record Batch(long first, List<Activity> activities) {}

    private Spool(Path root, FileChannel lock, Limits limits, Clock clock) throws IOException {
        this.root = root;
        this.lock = lock;
        this.limits = limits;
        this.clock = clock;
        List<StreamDirectory> streams = StreamDirectory.of(root);
        this.directory = streams.isEmpty() ? createStream(1) : streams.get(streams.size() - 1);
        for (StreamDirectory older : streams) {
            if (!older.equals(directory)) {
                older.delete();
            }
        }
        load();
    }

    /** Opens or makes a spool and holds it alone; throws {@link SpoolInUse} if another agent has it. */
    public static Spool open(Path root, Limits limits, Clock clock) throws IOException {
        if (!Files.isDirectory(root)) {
            // It holds window titles.
            Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        FileChannel lock = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new SpoolInUse(root);
            }
            return new Spool(root, lock, limits, clock);
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new SpoolInUse(root);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public synchronized UUID stream() {
        return directory.stream();
    }

    /** The oldest number that may still be kept. */
    public synchronized long first() {
        return segments.getFirst().base();
    }

    /** The number the next activity gets. */
    public synchronized long next() {
        return next;
    }

    /** The highest number that may have been sent. */
    public synchronized long sent() {
        return sent;
    }

    /** Keeps an activity and returns its number; it is durable only after {@link #flush} or {@link #markSent}. */
    public synchronized long append(Activity activity) throws IOException {
        byte[] payload = bytes(activity);
        if (payload.length > Entry.MAX_PAYLOAD) {
            throw new IOException("an activity of " + payload.length + " bytes is too big to be sent");
        }
        makeRoom();
        segments.getLast().append(new Entry(Entry.ACTIVITY, next, payload));
        dirty = true;
        return next++;
    }

    /** Makes everything appended durable. */
    public synchronized void flush() throws IOException {
        if (dirty) {
            segments.getLast().force();
            dirty = false;
        }
    }

    /** Notes that everything up to this number is about to be sent, and makes the note and all before it durable. */
    public synchronized void markSent(long through) throws IOException {
        if (through > sent) {
            segments.getLast().append(Entry.sent(through));
            sent = through;
            dirty = true;
        }
        flush();
    }

    /** Activities from a number on: at most so many and so many bytes, but at least one if there is any. */
    public synchronized Batch read(long from, int maxItems, int maxBytes) throws IOException {
        for (Segment segment : segments) {
            for (long at = from; segment.last() >= at; ) {
                List<Entry> entries = segment.read(at, maxItems, maxBytes);
                if (entries.isEmpty()) {
                    break;
                }
                List<Activity> activities = readable(entries);
                if (!activities.isEmpty()) {
                    return new Batch(entries.get(0).seq(), activities);
                }
                at = entries.get(0).seq() + 1;
            }
        }
        return new Batch(next, List.of());
    }

    /** The activities up to the first that another version wrote and this one can't read: it counts as lost. */
    private static List<Activity> readable(List<Entry> entries) {
        List<Activity> activities = new ArrayList<>(entries.size());
        try {
            for (Entry entry : entries) {
                activities.add(ActivityJson.read(entry.text()));
            }
        } catch (InvalidActivity | MalformedFrame e) {
            return activities;
        }
        return activities;
    }

    /** Forgets whole segments of acknowledged activities. */
    public synchronized void acknowledged(long through) throws IOException {
        while (segments.size() > 1 && segments.getFirst().last() <= through) {
            segments.removeFirst().delete();
        }
    }

    /**
     * Begins a new stream with the activities this spool never sent, numbered from 1: the hub has acknowledged numbers
     * this spool does not know to have sent, so it was restored or copied.
     */
    public synchronized void beginNewStream() throws IOException {
        StreamDirectory old = directory;
        directory = createStream(old.generation() + 1);
        for (Segment segment : segments) {
            segment.close();
        }
        segments.clear();
        load();
        old.delete();
    }

    /** Makes everything durable and lets another agent have the spool. */
    @Override
    public synchronized void close() throws IOException {
        try {
            flush();
        } finally {
            for (Segment segment : segments) {
                segment.close();
            }
            lock.close();
        }
    }

    private void load() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory.path())) {
            files = all.filter(Segment::isSegment).sorted().toList();
        }
        next = 1;
        sent = 0;
        for (Path file : files) {
            Segment segment = Segment.open(file);
            segments.addLast(segment);
            sent = Math.max(sent, segment.sent());
            next = Math.max(Math.max(next, segment.base()), Math.max(segment.last(), sent) + 1);
        }
        if (segments.isEmpty()) {
            roll();
        }
    }

    /** Begins a new segment when the last is full or a day old, and drops the oldest beyond the limits. */
    private void makeRoom() throws IOException {
        Segment active = segments.getLast();
        boolean old = active.last() >= active.base()
                && Duration.between(active.written(), clock.instant()).compareTo(ROLL_AFTER) > 0;
        if (active.size() >= limits.segmentBytes() || old) {
            roll();
        }
        while (segments.size() > 1 && (isTooMuch() || isTooOld(segments.getFirst()))) {
            segments.removeFirst().delete();
        }
    }

    private boolean isTooMuch() {
        return segments.stream().mapToLong(Segment::size).sum() > limits.totalBytes();
    }

    private boolean isTooOld(Segment segment) throws IOException {
        return Duration.between(segment.written(), clock.instant()).compareTo(limits.age()) > 0;
    }

    private void roll() throws IOException {
        if (!segments.isEmpty()) {
            segments.getLast().force();
        }
        segments.addLast(Segment.create(directory.path(), next, sent));
        directory.force();
        dirty = false;
    }

    /**
     * Makes a stream with the activities of the present one that were never sent. Its directory is whole before it gets
     * its name: a crash leaves the old stream or the new one.
     */
    private StreamDirectory createStream(int generation) throws IOException {
        StreamDirectory unfinished = StreamDirectory.begin(root);
        Segment segment = Segment.create(unfinished.path(), 1, 0);
        try {
            long seq = 1;
            long from = sent + 1;
            while (from < next) {
                Batch batch = read(from, COPY_ITEMS, Entry.MAX_SIZE);
                for (Activity activity : batch.activities()) {
                    if (segment.size() >= limits.segmentBytes()) {
                        segment.force();
                        segment.close();
                        segment = Segment.create(unfinished.path(), seq, 0);
                    }
                    segment.append(new Entry(Entry.ACTIVITY, seq++, bytes(activity)));
                }
                from = batch.first() + batch.activities().size();
            }
            segment.force();
        } finally {
            segment.close();
        }
        return unfinished.finish(generation);
    }

    private static byte[] bytes(Activity activity) {
        return ActivityJson.write(activity).getBytes(StandardCharsets.UTF_8);
    }
}
