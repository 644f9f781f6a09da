package io.modehub.agent.privacy;

/** What becomes of a window's title. */
public enum Titles {
    keep,
    off,
    /** A keyed hash: the same title gives the same code on this device, and nobody else can tell which it was. */
    hashed,
    /** Without e-mail addresses, numbers, paths and what the person's own patterns find. */
    cleaned
}
