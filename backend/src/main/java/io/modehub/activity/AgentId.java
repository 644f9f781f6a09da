package io.modehub.activity;

import java.util.UUID;

/** Identifies a device that reports, to the outside. */
public record AgentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
