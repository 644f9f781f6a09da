package io.modehub.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Not enough labelled rows to learn from, with what is missing. */
public final class TooFewRows extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The wire code of the refusal. */
    public static final String CODE = "too_few_rows";

    public static final int ROWS = 50;
    public static final int MODES = 2;
    public static final int ROWS_OF_A_MODE = 5;

    private final int found;
    private final transient Map<String, Integer> perMode;
    private final transient List<Missing> missing;

    /**
     * One thing that is missing.
     *
     * @param what {@code rows}, {@code modes} or a mode's key
     * @param more how many more are needed
     */
    public record Missing(String what, int more) {}

    private TooFewRows(String message, int found, Map<String, Integer> perMode, List<Missing> missing) {
        super(message);
        this.found = found;
        this.perMode = perMode;
        this.missing = List.copyOf(missing);
    }

    /** Rows that there are. */
    public int found() {
        return found;
    }

    /** Rows that there are of each mode. */
    public Map<String, Integer> perMode() {
        return Map.copyOf(perMode);
    }

    public List<Missing> missing() {
        return missing;
    }

    /** Fails with this if the rows' modes don't suffice. */
    public static void check(List<String> modes) {
        Map<String, Integer> perMode = new TreeMap<>();
        modes.forEach(mode -> perMode.merge(mode, 1, Integer::sum));
        List<Missing> missing = new ArrayList<>();
        if (modes.size() < ROWS) {
            missing.add(new Missing("rows", ROWS - modes.size()));
        }
        if (perMode.size() < MODES) {
            missing.add(new Missing("modes", MODES - perMode.size()));
        }
        perMode.forEach((mode, rows) -> {
            if (rows < ROWS_OF_A_MODE) {
                missing.add(new Missing(mode, ROWS_OF_A_MODE - rows));
            }
        });
        if (!missing.isEmpty()) {
            throw new TooFewRows(words(modes.size(), perMode), modes.size(), perMode, missing);
        }
    }

    /** What is missing where there are so many rows, in a sentence; modes by the names given. */
    public static String words(int rows, Map<String, Integer> perMode) {
        List<String> words = new ArrayList<>();
        if (rows < ROWS) {
            words.add("there are " + rows + " rows of at least " + ROWS);
        }
        if (perMode.size() < MODES) {
            words.add("at least two modes are needed to tell apart, not " + perMode.size());
        }
        perMode.forEach((mode, of) -> {
            if (of < ROWS_OF_A_MODE) {
                words.add(mode + " has " + of + " of at least " + ROWS_OF_A_MODE + " rows");
            }
        });
        return String.join("; ", words) + ". Label more, or leave such a mode out.";
    }
}
