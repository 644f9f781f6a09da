package io.modehub.spans;

import io.modehub.activity.ModeSpan;
import java.util.ArrayList;
import java.util.List;

/** Time cut into stretches of one mode and one application. */
public final class Slices {
    private Slices() {}

    /** The slices of a timeline within {@code [from, to)}, epoch milliseconds, in order. */
    public static List<Slice> of(AgentTime time, long from, long to) {
        List<Slice> slices = new ArrayList<>();
        List<AppWindow> windows = time.windows();
        int next = 0;
        for (ModeSpan span : time.spans()) {
            long at = Math.max(from, span.from().toEpochMilli());
            long end = Math.min(to, span.to().toEpochMilli());
            while (next < windows.size() && windows.get(next).to() <= at) {
                next++;
            }
            int window = next;
            while (at < end) {
                while (window < windows.size() && windows.get(window).to() <= at) {
                    window++;
                }
                AppWindow ahead = window < windows.size() ? windows.get(window) : null;
                boolean covered = ahead != null && ahead.from() <= at;
                long edge = ahead == null ? end : Math.min(end, covered ? ahead.to() : ahead.from());
                slices.add(new Slice(at, edge, span.modeId(), covered && ahead != null ? ahead.app() : ""));
                at = edge;
            }
        }
        return slices;
    }
}
