package io.modehub.interop;

import io.modehub.protocol.Activity;
import org.jspecify.annotations.Nullable;

/** Activities as rows of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
final class CsvRows {
    static final String HEADER = "at,durationMs,agent,app,title,domain,mouse,keyboard,idleMs,mode\r\n";

    private static final String FORMULA = "=+-@\t\r\n";
    private static final String QUOTED = ",\"\r\n";

    private CsvRows() {}

    static String row(Activity activity, String agent, String mode) {
        Long idleMs = activity.idleMs();
        return String.join(
                        ",",
                        activity.at().toString(),
                        Integer.toString(activity.durationMs()),
                        text(agent),
                        text(activity.app()),
                        text(activity.title()),
                        text(activity.domain()),
                        Double.toString(activity.mouse()),
                        Double.toString(activity.keyboard()),
                        idleMs == null ? "" : idleMs.toString(),
                        text(mode))
                + "\r\n";
    }

    private static String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return safe.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0) ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
