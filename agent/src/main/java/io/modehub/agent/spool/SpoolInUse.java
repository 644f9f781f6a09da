package io.modehub.agent.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Another running agent has this spool. */
public final class SpoolInUse extends IOException {
    private static final long serialVersionUID = 1;

    SpoolInUse(Path directory) {
        super("another agent is already running with " + directory + "; stop it first, or choose another --home");
    }
}
