package io.modehub.simulator;

/** What the person truly does. */
enum Doing {
    WORK("Work"),
    MEETING("Meeting"),
    RELAX("Relax"),
    GAMING("Gaming"),
    AWAY("Away");

    final String mode;

    Doing(String mode) {
        this.mode = mode;
    }
}
