package io.modehub.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what was looked at, in a word or two
 * @param remedy what to do about it; empty where all is well
 */
public record Finding(Level level, String subject, String found, String remedy) {
    /** How bad it is. */
    public enum Level {
        OK("ok"),
        /** Works, but not for long, or not as well as it could. */
        WARNING("warning"),
        /** Something does not work. */
        PROBLEM("problem");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, "");
    }

    static Finding warning(String subject, String found, String remedy) {
        return new Finding(Level.WARNING, subject, found, remedy);
    }

    static Finding problem(String subject, String found, String remedy) {
        return new Finding(Level.PROBLEM, subject, found, remedy);
    }

    @Override
    public String toString() {
        String line = String.format("%-8s %-14s %s", level.word, subject, found);
        return remedy.isEmpty() ? line : line + "\n" + " ".repeat(24) + "-> " + remedy;
    }
}
