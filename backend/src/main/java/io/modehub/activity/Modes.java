package io.modehub.activity;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person's modes by number and by the classifier's names. */
public final class Modes {
    private final Map<Integer, Mode> byId = new HashMap<>();
    private final Map<String, Integer> byOrigin = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();

    public Modes(List<Mode> modes) {
        for (Mode mode : modes) {
            byId.put(mode.id(), mode);
            mode.origins().forEach(origin -> byOrigin.put(origin, mode.id()));
            byName.put(mode.name().toLowerCase(java.util.Locale.ROOT), mode.id());
        }
    }

    /** The mode for a classifier's name; {@code Unknown} where the person deleted it. */
    public int ofOrigin(String origin) {
        Integer id = byOrigin.get(origin);
        return id != null ? id : byOrigin.getOrDefault(ModeNames.UNKNOWN, 0);
    }

    /** The mode of that name, whatever the case, or 0. */
    public int ofName(String name) {
        return byName.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), 0);
    }

    /** The name by which rules and models know a mode: one that every hub has, where there is one. */
    public Optional<String> origin(int id) {
        return Optional.ofNullable(byId.get(id)).flatMap(mode -> mode.origins().stream()
                .min(Comparator.<String, Boolean>comparing(origin -> origin.startsWith("mode:"))
                        .thenComparing(Comparator.naturalOrder())));
    }

    /** The current name of a mode. */
    public String name(int id) {
        Mode mode = byId.get(id);
        return mode == null ? ModeNames.UNKNOWN : mode.name();
    }

    /** The built-in {@code Away}. */
    public int away() {
        return byOrigin.getOrDefault(ModeNames.AWAY, 0);
    }
}
