package io.modehub.models;

import io.modehub.classify.Features;
import java.util.BitSet;
import java.util.stream.Stream;

/** What a candidate may look at. */
public enum FeatureSet {
    ALL("everything") {
        @Override
        boolean has(String name) {
            return true;
        }
    },
    /** Nothing that was read from a title. */
    NO_TITLES("without titles") {
        @Override
        boolean has(String name) {
            return !name.startsWith("title:") && !name.contains("hint:");
        }
    },
    /** Hour and weekday are the cheapest way to learn a timetable by heart. */
    NO_HOUR("without hour and weekday") {
        @Override
        boolean has(String name) {
            return !name.startsWith("clock:");
        }
    },
    LEAST("application, pointer, hour") {
        @Override
        boolean has(String name) {
            return name.equals("mouse")
                    || Stream.of("bias:", "app:", "category:", "clock:").anyMatch(name::startsWith);
        }
    };

    private final String words;

    FeatureSet(String words) {
        this.words = words;
    }

    /** What it is, in English. */
    public String words() {
        return words;
    }

    /** Whether a feature of that name is among it. */
    abstract boolean has(String name);

    /** The slots of its features. */
    BitSet slots() {
        BitSet slots = new BitSet();
        for (int slot = 0; slot < Features.count(); slot++) {
            slots.set(slot, has(Features.name(slot)));
        }
        return slots;
    }
}
