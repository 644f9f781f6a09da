package io.modehub.agent.sense;

import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** On which kinds of source somebody speaks, steadied: it begins with half a second of voice and ends after four without. */
final class Voices {
    private static final double BEGINS = 0.5;
    private static final double GOES_ON = 0.2;
    private static final int HOLD_SECONDS = 4;

    private final Map<Source, Integer> held = new EnumMap<>(Source.class);

    /** Takes a second's levels and returns where somebody speaks now. */
    Set<Source> update(Iterable<AudioLevel> levels) {
        Map<Source, Double> loudest = new EnumMap<>(Source.class);
        for (AudioLevel level : levels) {
            loudest.merge(level.source(), level.voice(), Math::max);
        }
        for (Source source : Source.values()) {
            double voice = loudest.getOrDefault(source, 0.0);
            int before = held.getOrDefault(source, 0);
            boolean speaks = voice >= (before > 0 ? GOES_ON : BEGINS);
            held.put(source, speaks ? HOLD_SECONDS : Math.max(0, before - 1));
        }
        Set<Source> speaking = EnumSet.noneOf(Source.class);
        held.forEach((source, seconds) -> {
            if (seconds > 0) {
                speaking.add(source);
            }
        });
        return speaking;
    }
}
