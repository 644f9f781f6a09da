package io.modehub.classify;

import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.util.HashMap;
import java.util.Map;

/** The noise floor of each of an agent's sources, by name. */
final class NoiseFloors {
    /** An agent has at most 16 sources at a time; names beyond this share one floor. */
    private static final int MAX_SOURCES = 32;

    private final Map<String, NoiseFloor> microphones = new HashMap<>();
    private final Map<String, NoiseFloor> systems = new HashMap<>();

    /** Takes in a level; true if it stands out from what the source sounds like while nothing happens. */
    boolean isActive(AudioLevel level, int durationMs) {
        return of(level).isActive(level.rmsDb(), durationMs);
    }

    /** The floor of the level's source. */
    NoiseFloor of(AudioLevel level) {
        boolean system = level.source() == Source.SYSTEM;
        Map<String, NoiseFloor> floors = system ? systems : microphones;
        String name = level.name() == null || (floors.size() >= MAX_SOURCES && !floors.containsKey(level.name()))
                ? ""
                : level.name();
        // A room may hum; what a computer plays is meant to be heard, however steadily it plays.
        NoiseFloor known = floors.get(name);
        if (known != null) {
            return known;
        }
        NoiseFloor first = system ? new NoiseFloor(-75, -65) : new NoiseFloor(-75, -42);
        floors.put(name, first);
        return first;
    }

    void clear() {
        microphones.clear();
        systems.clear();
    }
}
