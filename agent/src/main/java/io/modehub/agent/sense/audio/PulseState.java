package io.modehub.agent.sense.audio;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            @Nullable String monitorOf) {
        /** Whether that is its name, its description, or those of the sink whose sound it is. */
        boolean isCalled(String called) {
            return called.equalsIgnoreCase(name)
                    || called.equalsIgnoreCase(description)
                    || called.equalsIgnoreCase(monitorOf)
                    || (monitorOf != null && description.equalsIgnoreCase("Monitor of " + called));
        }
    }

    /** An application that records from the device with that index. */
    record Recording(long device, String by) {}

    /** A device to measure, and who records from it, in words. */
    record Measured(Device device, @Nullable String by) {
        boolean isMicrophone() {
            return device.monitorOf() == null;
        }
    }

    /**
     * What is worth measuring: what was chosen, with the default in place of what isn't there, and every other microphone
     * that somebody records from.
     */
    List<Measured> measured(AudioChoice choice) {
        Set<String> microphones = chosen(choice.microphones(), true, defaultSource);
        Set<String> speakers = chosen(choice.speakers(), false, defaultMonitor());
        return devices.stream()
                .map(device -> new Measured(device, device.monitorOf() == null ? recorders(device) : null))
                .filter(measured -> measured.isMicrophone()
                        ? measured.by() != null
                                || microphones.contains(measured.device().name())
                        : speakers.contains(measured.device().name()))
                .limit(MAX_SOURCES)
                .toList();
    }

    /** Whether programs play on it or record from it unless told otherwise. */
    boolean isDefault(Device device) {
        return device.name().equals(device.monitorOf() == null ? defaultSource : defaultMonitor());
    }

    @Nullable String defaultMonitor() {
        return devices.stream()
                .filter(device ->
                        device.monitorOf() != null && device.monitorOf().equals(defaultSink))
                .map(Device::name)
                .findFirst()
                .orElse(null);
    }

    /** Names of the devices that were chosen among the microphones, or the monitors. */
    private Set<String> chosen(List<String> names, boolean microphones, @Nullable String usual) {
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            Set<String> found = devices.stream()
                    .filter(device -> (device.monitorOf() == null) == microphones)
                    .filter(device -> name.equals(AudioChoice.ALL) || device.isCalled(name))
                    .map(Device::name)
                    .collect(Collectors.toSet());
            chosen.addAll(found);
            if (found.isEmpty() && usual != null) {
                chosen.add(usual);
            }
        }
        return chosen;
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
