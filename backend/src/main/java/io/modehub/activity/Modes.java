package io.modehub.activity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A person's modes by number and by the classifier's names. They are few, and held for every link: a search needs no map. */
public final class Modes {
    private final List<Mode> modes;

    public Modes(List<Mode> modes) {
        this.modes = List.copyOf(modes);
    }

    /** The mode for a classifier's name; {@code Unknown} where the person deleted it. */
    public int ofOrigin(String origin) {
        int id = leadsTo(origin);
        return id != 0 ? id : leadsTo(ModeNames.UNKNOWN);
    }

    /** The mode of that name, whatever the case, or 0. */
    public int ofName(String name) {
        for (Mode mode : modes) {
            if (mode.name().equalsIgnoreCase(name)) {
                return mode.id();
            }
        }
        return 0;
    }

    /** The name by which rules and models know a mode: one that every hub has, where there is one. */
    public Optional<String> origin(int id) {
        return modes.stream().filter(mode -> mode.id() == id).findFirst().flatMap(mode -> mode.origins().stream()
                .min(Comparator.<String, Boolean>comparing(origin -> origin.startsWith("mode:"))
                        .thenComparing(Comparator.naturalOrder())));
    }

    /**
     * The classifier's name for a mode by one that a person would call it: where it is a classifier's name already, that one;
     * else that of the person's mode of this name; where there is none, the same.
     */
    public String originOf(String name) {
        return leadsTo(name) != 0 ? name : origin(ofName(name)).orElse(name);
    }

    /** The current name of a mode. */
    public String name(int id) {
        for (Mode mode : modes) {
            if (mode.id() == id) {
                return mode.name();
            }
        }
        return ModeNames.UNKNOWN;
    }

    /** The built-in {@code Away}. */
    public int away() {
        return leadsTo(ModeNames.AWAY);
    }

    /** The mode that has this origin, or 0. */
    private int leadsTo(String origin) {
        for (Mode mode : modes) {
            if (mode.origins().contains(origin)) {
                return mode.id();
            }
        }
        return 0;
    }
}
