package io.modehub.agent.privacy;

import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a title what could name people, cases and files, and leaves a mark in its place. */
final class Cleaner {
    private static final String MARK = "…";

    private static final List<Pattern> USUAL = List.of(
            Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*"),
            Pattern.compile("\\b[a-z][a-z0-9+.-]{1,15}://[^\\s]+", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:~|[A-Za-z]:)?(?:[/\\\\][^\\s/\\\\]+){2,}[/\\\\]?"),
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:~|[A-Za-z]:)[/\\\\][^\\s)\\]]*"),
            Pattern.compile("\\p{N}+(?:[.,:/ -]\\p{N}+)*"));

    private final List<Pattern> own;

    Cleaner(List<Pattern> own) {
        this.own = own;
    }

    /** The title without what the patterns find; only the mark where a pattern of the person's own takes too long. */
    String clean(String title) {
        String clean = title;
        try {
            for (Pattern pattern : own) {
                clean = pattern.matcher(new Bounded(clean)).replaceAll(MARK);
            }
        } catch (TooLong e) {
            return MARK;
        }
        for (Pattern pattern : USUAL) {
            clean = pattern.matcher(clean).replaceAll(MARK);
        }
        return clean;
    }

    /** A pattern that looks too often at one title: backtracking without end would stop all measuring. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super(null, null, false, false);
        }
    }

    /** Text that can be looked at only so often. */
    private static final class Bounded implements CharSequence {
        private static final int MOST_LOOKS = 200_000;

        private final String text;
        private int looks;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
