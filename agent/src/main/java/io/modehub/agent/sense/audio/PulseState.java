package io.modehub.agent.sense.audio;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a sound server says it has.
 *
 * @param defaultSink name of the sink sound is played on
 * @param defaultSource name of the source apps record from
 */
record PulseState(
        @Nullable String defaultSink,
        @Nullable String defaultSource,
        List<Device> devices,
        List<Recording> recordings) {

    /** Most sources measured: as many as an activity may carry. */
    private static final int MAX_SOURCES = 16;

    /**
     * A source of sound.
     *
     * @param index the server's number for it
     * @param name the server's name for it, as {@code parec -d} takes it
     * @param description what the system shows to people
     * @param monitorOf name of the sink whose sound it is; null for a microphone
     */
    record Device(
            long index,
            String name,
            String description,
            @Nullable String monitorOf) {}

    /** An application that records from the device with that index. */
    record Recording(long device, String by) {}

    /** A device to measure, and who records from it, in words. */
    record Measured(Device device, @Nullable String by) {
        boolean isMicrophone() {
            return device.monitorOf() == null;
        }
    }

    /**
     * What is worth measuring: the sound of the default sink, the default microphone, and every other microphone that
     * somebody records from.
     */
    List<Measured> measured() {
        return devices.stream()
                .map(device -> new Measured(device, device.monitorOf() == null ? recorders(device) : null))
                .filter(measured -> measured.isMicrophone()
                        ? measured.by() != null || measured.device().name().equals(defaultSource)
                        : Objects.equals(measured.device().monitorOf(), defaultSink))
                .limit(MAX_SOURCES)
                .toList();
    }

    private @Nullable String recorders(Device device) {
        Set<String> names = new TreeSet<>();
        for (Recording recording : recordings) {
            if (recording.device() == device.index()) {
                names.add(recording.by());
            }
        }
        return names.isEmpty() ? null : String.join(", ", names);
    }
}
