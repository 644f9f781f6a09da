package io.modehub.interop;

import io.modehub.failure.HubException;
import io.modehub.interop.WatcherEvent.Kind;
import io.modehub.spans.DayFold;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Events of all watchers put in order, in a file a machine and UTC day: buckets follow each other in an export, newest first, and what
 * belongs together has to meet. Holds one day at most in memory. Blocks.
 */
final class WatcherDays implements AutoCloseable {
    /** One in less than two seconds, all day long; some 20 MB. */
    private static final int MOST_A_DAY = 50_000;

    /** Days of them together; half a gigabyte on disk. */
    private static final int MOST_DAYS = 20_000;

    private final Path directory;
    private final Map<String, TreeMap<LocalDate, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private Path gatheredFor = Path.of("");
    private int days;

    WatcherDays() {
        try {
            directory = Files.createTempDirectory("modehub-import");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps an event, in parts where it goes on over midnight. Throws {@link HubException} where there are too many. */
    void add(String machine, WatcherEvent event) {
        LocalDate day = DayFold.dayOf(Instant.ofEpochMilli(event.from()));
        while (millis(day) < event.to()) {
            addPart(machine, day, event.within(millis(day), millis(day.plusDays(1))));
            day = day.plusDays(1);
        }
    }

    private void addPart(String machine, LocalDate day, WatcherEvent part) {
        TreeMap<LocalDate, Integer> ofMachine = counts.computeIfAbsent(machine, name -> new TreeMap<>());
        int count = ofMachine.getOrDefault(day, 0);
        if (count == 0 && ++days > MOST_DAYS) {
            throw Fields.fault("timestamp", "names one day more than the " + MOST_DAYS + " a file may have");
        }
        if (count >= MOST_A_DAY) {
            throw Fields.fault("timestamp", "names a day of which the file has more than " + MOST_A_DAY + " events");
        }
        ofMachine.put(day, count + 1);
        try {
            gather(file(machine, day), part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void gather(Path file, WatcherEvent part) throws IOException {
        if (!file.equals(gatheredFor) || gathered.size() > 64 * 1024) {
            flush();
            gatheredFor = file;
        }
        DataOutputStream out = new DataOutputStream(gathered);
        out.writeUTF(part.kind().name());
        out.writeLong(part.from());
        out.writeLong(part.to());
        out.writeLong(part.since());
        out.writeUTF(part.name());
        out.writeUTF(part.title());
    }

    private void flush() throws IOException {
        if (gathered.size() > 0) {
            Files.write(gatheredFor, gathered.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            gathered.reset();
        }
    }

    /** All machines that were seen, by name. */
    List<String> machines() {
        return List.copyOf(counts.keySet());
    }

    /** The days of one, oldest first. */
    List<LocalDate> days(String machine) {
        return List.copyOf(counts.getOrDefault(machine, new TreeMap<>()).keySet());
    }

    /** All that was seen on one day. */
    List<WatcherEvent> read(String machine, LocalDate day) {
        int count = counts.getOrDefault(machine, new TreeMap<>()).getOrDefault(day, 0);
        List<WatcherEvent> events = new ArrayList<>(count);
        try {
            flush();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(file(machine, day))))) {
                for (int i = 0; i < count; i++) {
                    events.add(new WatcherEvent(
                            Kind.valueOf(in.readUTF()),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readUTF(),
                            in.readUTF()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String machine, LocalDate day) {
        int number = numbers.computeIfAbsent(machine, name -> numbers.size());
        return directory.resolve(number + "-" + day);
    }

    private static long millis(LocalDate day) {
        return DayFold.startOf(day).toEpochMilli();
    }
}
