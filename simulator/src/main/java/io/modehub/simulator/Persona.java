package io.modehub.simulator;

/** Kinds of invented people. */
public enum Persona {
    /** Office hours, many meetings, little play. */
    OFFICE(1),
    /** Lectures, reading and essays between much else. */
    STUDENT(2),
    /** Makes software or graphics by day, plays by night. */
    GAMER(3);

    /** Keeps the dice of two personas with one seed apart. */
    final int salt;

    Persona(int salt) {
        this.salt = salt;
    }
}
