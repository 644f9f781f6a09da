package io.modehub.agent.spool;

import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Activities and modes set by hand, numbered from 1 without holes, kept on disk until they are acknowledged. Layout: {@code lock}, and one
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
    private long acked;
    private boolean dirty;

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

    /** How many numbers the hub hasn't acknowledged, as far as this agent knows. */
    public synchronized long waiting() {
        return Math.max(0, next - 1 - Math.max(acked, first() - 1));
    }

    /** Keeps an activity and returns its number; it is durable only after {@link #flush} or {@link #markSent}. */
    public synchronized long append(Activity activity) throws IOException {
        return append(Entry.ACTIVITY, bytes(ActivityJson.write(activity)));
    }

    /** Keeps a mode set by hand, null for automatic, and returns its number; durable as {@link #append} is. */
    public synchronized long appendMode(Instant at, @Nullable String mode, @Nullable Instant until) throws IOException {
        return append(Entry.MODE, bytes(AgentFrames.encode(new AgentFrame.SetMode(next, at, mode, until))));
    }

    private long append(byte kind, byte[] payload) throws IOException {
        if (payload.length > Entry.MAX_PAYLOAD) {
            throw new IOException(payload.length + " bytes are too many to be sent at once");
        }
        makeRoom();
        segments.getLast().append(new Entry(kind, next, payload));
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

    /**
     * The frame that carries what has that number: activities, at most so many and so many bytes but at least one; a mode
     * set by hand; or a gap up to the next number that is kept. Empty where nothing has that number yet.
     */
    public synchronized Optional<AgentFrame> read(long from, int maxItems, int maxBytes) throws IOException {
        if (from >= next) {
            return Optional.empty();
        }
        for (Segment segment : segments) {
            for (long at = from; segment.last() >= at; ) {
                List<Entry> entries = segment.read(at, maxItems, maxBytes);
                if (entries.isEmpty()) {
                    break;
                }
                AgentFrame frame = frame(entries);
                long first = entries.get(0).seq();
                if (frame != null) {
                    return Optional.of(first > from ? gap(from, first - 1) : frame);
                }
                at = first + 1;
            }
        }
        return Optional.of(gap(from, next - 1));
    }

    private static AgentFrame gap(long from, long to) {
        return new AgentFrame.Gap(from, to, "dropped from the spool");
    }

    /** Entries up to the first that another version wrote and this one can't read; null, and lost, if that is the first. */
    private static @Nullable AgentFrame frame(List<Entry> entries) {
        List<AgentFrame.Item> items = new ArrayList<>(entries.size());
        Entry first = entries.get(0);
        try {
            if (first.kind() == Entry.MODE) {
                AgentFrame.SetMode mode = (AgentFrame.SetMode) AgentFrames.decode(first.text());
                return new AgentFrame.SetMode(first.seq(), mode.at(), mode.mode(), mode.until());
            }
            for (Entry entry : entries) {
                items.add(new AgentFrame.Valid(ActivityJson.read(entry.text())));
            }
        } catch (InvalidActivity | MalformedFrame | ClassCastException e) {
            // What was read before it counts.
        }
        return items.isEmpty() ? null : new AgentFrame.Activities(first.seq(), items);
    }

    /** Forgets whole segments of acknowledged activities. */
    public synchronized void acknowledged(long through) throws IOException {
        acked = Math.max(acked, through);
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
        acked = 0;
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
                AgentFrame frame = read(from, COPY_ITEMS, Entry.MAX_SIZE).orElseThrow();
                for (Entry entry : renumbered(frame, seq)) {
                    if (segment.size() >= limits.segmentBytes()) {
                        segment.force();
                        segment.close();
                        segment = Segment.create(unfinished.path(), seq, 0);
                    }
                    segment.append(entry);
                    seq++;
                }
                from = last(frame) + 1;
            }
            segment.force();
        } finally {
            segment.close();
        }
        return unfinished.finish(generation);
    }

    private static List<Entry> renumbered(AgentFrame frame, long from) {
        List<Entry> entries = new ArrayList<>();
        if (frame instanceof AgentFrame.SetMode) {
            entries.add(new Entry(Entry.MODE, from, bytes(AgentFrames.encode(frame))));
        } else if (frame instanceof AgentFrame.Activities batch) {
            for (AgentFrame.Item item : batch.items()) {
                Activity activity = ((AgentFrame.Valid) item).activity();
                entries.add(new Entry(Entry.ACTIVITY, from + entries.size(), bytes(ActivityJson.write(activity))));
            }
        }
        return entries;
    }

    private static long last(AgentFrame frame) {
        return frame instanceof AgentFrame.Gap gap
                ? gap.to()
                : frame instanceof AgentFrame.Activities batch
                        ? batch.first() + batch.items().size() - 1
                        : ((AgentFrame.SetMode) frame).seq();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
