package io.modehub.simulator;

/** Operating systems; an application is named differently on each. */
enum Platform {
    WINDOWS(0),
    MACOS(1),
    LINUX(2);

    /** Which of the names in {@code apps.txt}. */
    final int column;

    Platform(int column) {
        this.column = column;
    }
}
