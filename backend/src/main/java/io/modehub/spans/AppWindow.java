package io.modehub.spans;

import java.util.ArrayList;
import java.util.List;

/**
 * An application in front over {@code [from, to)}, epoch milliseconds.
 *
 * @param present whether a person showed during it
 */
public record AppWindow(long from, long to, String app, boolean present) {
    /**
     * One window at a time: a later start cuts an earlier window, of two with the same start the longer stays.
     *
     * @param windows of one agent, in order of start and length
     */
    public static List<AppWindow> cut(List<AppWindow> windows) {
        List<AppWindow> cut = new ArrayList<>(windows.size());
        for (AppWindow window : windows) {
            int last = cut.size() - 1;
            AppWindow before = last < 0 ? null : cut.get(last);
            if (before != null && before.from == window.from) {
                if (window.to > before.to) {
                    cut.set(last, window);
                }
                continue;
            }
            if (before != null && before.to > window.from) {
                cut.set(last, new AppWindow(before.from, window.from, before.app, before.present));
            }
            cut.add(window);
        }
        return cut;
    }
}
