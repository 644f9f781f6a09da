package io.modehub.activity;

import java.util.UUID;

/** A model of a person's own. Its text is the name under which its predictions are recorded. */
public record ModelId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
