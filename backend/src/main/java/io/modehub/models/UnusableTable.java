package io.modehub.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training table that can't be used, with everything that is wrong with it, up to {@link #MOST} faults. */
public final class UnusableTable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Most faults told at once. */
    public static final int MOST = 20;

    private final transient List<Fault> faults;

    /**
     * One fault.
     *
     * @param line in the file, from 1; 0 for the file as a whole
     * @param column the column's name, where it is about one
     * @param message what is wrong and what to do about it
     */
    public record Fault(long line, @Nullable String column, String message) {
        /** The place and what is wrong there. */
        public String text() {
            return (line == 0 ? "" : "line " + line + ": ") + (column == null ? "" : column + " ") + message;
        }
    }

    UnusableTable(List<Fault> faults) {
        super(faults.get(0).text() + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : ""));
        this.faults = List.copyOf(faults);
    }

    static UnusableTable of(long line, String message) {
        return new UnusableTable(List.of(new Fault(line, null, message)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
