package io.modehub.activity;

/** The modes every person starts with, by their first names; people may rename all but the built-in two. */
public final class ModeNames {
    public static final String WORK = "Work";
    public static final String MEETING = "Meeting";
    public static final String RELAX = "Relax";
    public static final String GAMING = "Gaming";

    /** No sign of a person; built in. */
    public static final String AWAY = "Away";

    /** Nobody can tell; built in. */
    public static final String UNKNOWN = "Unknown";

    private ModeNames() {}
}
