package io.modehub.classify;

import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.util.ArrayList;
import java.util.List;

/** The noise floor of each of an agent's sources, by name. */
final class NoiseFloors {
    /** An agent has at most 16 sources at a time; names of a kind beyond this share one floor. */
    private static final int MAX_SOURCES = 32;

    /** Most agents have two, so that a search is shorter than a hash. */
    private final List<Known> known = new ArrayList<>(2);

    private record Known(boolean system, String name, NoiseFloor floor) {
        boolean is(boolean ofSystem, String named) {
            return system == ofSystem && name.equals(named);
        }
    }

    /** Takes in a level; true if it stands out from what the source sounds like while nothing happens. */
    boolean isActive(AudioLevel level, int durationMs) {
        return of(level).isActive(level.rmsDb(), durationMs);
    }

    /** The floor of the level's source. */
    NoiseFloor of(AudioLevel level) {
        boolean system = level.source() == Source.SYSTEM;
        String name = level.name() == null ? "" : level.name();
        int ofKind = 0;
        for (Known source : known) {
            if (source.is(system, name)) {
                return source.floor();
            }
            ofKind += source.system() == system ? 1 : 0;
        }
        return ofKind < MAX_SOURCES || name.isEmpty() ? learned(system, name) : shared(system);
    }

    private NoiseFloor shared(boolean system) {
        return known.stream()
                .filter(source -> source.is(system, ""))
                .findFirst()
                .map(Known::floor)
                .orElseGet(() -> learned(system, ""));
    }

    private NoiseFloor learned(boolean system, String name) {
        // A room may hum; what a computer plays is meant to be heard, however steadily it plays.
        NoiseFloor fresh = system ? new NoiseFloor(-75, -65) : new NoiseFloor(-75, -42);
        known.add(new Known(system, name, fresh));
        return fresh;
    }

    void clear() {
        known.clear();
    }
}
