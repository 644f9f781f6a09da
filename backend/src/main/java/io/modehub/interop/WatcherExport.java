package io.modehub.interop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.WatcherEvent.Kind;
import io.modehub.protocol.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An export of <a href="https://activitywatch.net">ActivityWatch</a>: <code>{"buckets":{ID:{"type","hostname","events":[…]}}}</code>. Read
 * piece by piece and twice, as a bucket's type may come after its events. Blocks.
 */
final class WatcherExport {
    /** Tabs may show an address that is a whole picture. */
    private static final int LONGEST_TEXT = 4_000_000;

    private static final int MOST_BUCKETS = 1_000;
    private static final int MACHINE_NAME = 120;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final Path file;
    private final ImportReport report;
    private final Instant now;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    private WatcherExport(Path file, ImportReport report, Instant now) {
        this.file = file;
        this.report = report;
        this.now = now;
    }

    /** What one watcher of one machine saw. */
    private record Bucket(String type, String machine) {}

    /** Reads one bucket, from after its brace to the closing one. */
    private interface BucketReader {
        void read(String id, JsonParser in) throws IOException;
    }

    /** Whether a file begins as such an export. */
    static boolean isOne(Path file) {
        try (JsonParser in = JSON.createParser(file.toFile())) {
            return in.nextToken() == JsonToken.START_OBJECT && "buckets".equals(in.nextFieldName());
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Hands on every event that can be used, with its machine; the others are told in the report. Fails where the file is no whole
     * JSON.
     *
     * @param now events end at most five minutes after it
     */
    static void read(Path file, ImportReport report, Instant now, BiConsumer<String, WatcherEvent> to) {
        WatcherExport export = new WatcherExport(file, report, now);
        export.eachBucket(export::readHead);
        Map<String, String> machines = export.machines();
        export.eachBucket((id, in) -> export.readEvents(id, machines.get(id), in, to));
    }

    private void eachBucket(BucketReader reader) {
        try (JsonParser in = JSON.createParser(file.toFile())) {
            in.nextToken();
            in.nextToken();
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw notWhole("buckets must be an object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String id = in.currentName();
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    throw notWhole("buckets/" + id + " must be an object");
                }
                reader.read(id, in);
            }
            while (in.nextToken() != null) {
                in.skipChildren();
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw notWhole("it is no whole JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HubException notWhole(String why) {
        return new HubException(
                ErrorCode.NOT_AN_EXPORT, "the file begins as an export of ActivityWatch, but " + why + "; export it again");
    }

    private void readHead(String id, JsonParser in) throws IOException {
        String type = "";
        String machine = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
            if (name.equals("type") && isText) {
                type = in.getText();
            } else if (name.equals("hostname") && isText) {
                machine = Text.cut(in.getText()).strip();
            } else {
                in.skipChildren();
            }
        }
        if (buckets.size() >= MOST_BUCKETS) {
            throw notWhole("it has more than " + MOST_BUCKETS + " buckets");
        }
        machine = machine.substring(0, Math.min(machine.length(), MACHINE_NAME));
        buckets.put(id, new Bucket(type, machine.isEmpty() ? "unknown" : machine));
    }

    /**
     * The machine of each bucket that can be used. Some browsers' watchers don't know theirs: where windows are those of one machine,
     * all is of that one.
     */
    private Map<String, String> machines() {
        Set<String> withWindows = buckets.values().stream()
                .filter(bucket -> Kind.ofBucket(bucket.type()) == Kind.WINDOW)
                .map(Bucket::machine)
                .collect(Collectors.toSet());
        Map<String, String> machines = new HashMap<>();
        buckets.forEach((id, bucket) -> {
            if (Kind.ofBucket(bucket.type()) == null) {
                leaveOut(id, "type", "is " + Text.cut(bucket.type()) + ", which tells no window, presence or site");
            } else if (withWindows.contains(bucket.machine())) {
                machines.put(id, bucket.machine());
            } else if (withWindows.size() == 1) {
                machines.put(id, withWindows.iterator().next());
            } else {
                leaveOut(id, "hostname", "names a machine of which there are no windows");
            }
        });
        return machines;
    }

    private void leaveOut(String id, String member, String why) {
        report.refuse(HubException.ofField(ErrorCode.INVALID_VALUE, "buckets/" + id + "/" + member, why));
    }

    private void readEvents(String id, @Nullable String machine, JsonParser in, BiConsumer<String, WatcherEvent> to)
            throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            Kind kind = Kind.ofBucket(Objects.requireNonNull(buckets.get(id)).type());
            if (machine == null || kind == null || !name.equals("events") || value != JsonToken.START_ARRAY) {
                in.skipChildren();
                continue;
            }
            for (int number = 0; in.nextToken() != JsonToken.END_ARRAY; number++) {
                WatcherFields fields = WatcherFields.read(in);
                try {
                    fields.event(kind, now).ifPresent(event -> to.accept(machine, event));
                } catch (HubException e) {
                    report.refuse(e.within("buckets/" + id + "/events/" + number));
                }
            }
        }
    }
}
