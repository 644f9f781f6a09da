package io.modehub.truth;

import io.modehub.protocol.Activity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Activities of one agent in their order, and what later ones leave of each. */
final class Windows {
    private static final Comparator<Reported> ORDER = Comparator.comparing(
                    (Reported reported) -> reported.activity().at())
            .thenComparing(reported -> reported.activity().durationMs())
            .thenComparing(Reported::number);

    private Windows() {}

    /** An activity and its number among those of its agent. */
    record Reported(Activity activity, long number) {
        long from() {
            return activity.at().toEpochMilli();
        }

        long to() {
            return activity.end().toEpochMilli();
        }
    }

    static List<Reported> inOrder(List<Reported> activities) {
        List<Reported> sorted = new ArrayList<>(activities);
        sorted.sort(ORDER);
        return sorted;
    }

    /** Where the window at that place ends, given the one after it. */
    static long end(List<Reported> inOrder, int place) {
        long end = inOrder.get(place).to();
        return place + 1 == inOrder.size()
                ? end
                : Math.min(end, inOrder.get(place + 1).from());
    }

    /** Which application was in front when. */
    static Strip<String> apps(List<Reported> activities) {
        List<Reported> inOrder = inOrder(activities);
        Strip<String> apps = new Strip<>();
        for (int i = 0; i < inOrder.size(); i++) {
            apps.paint(
                    inOrder.get(i).from(),
                    end(inOrder, i),
                    inOrder.get(i).activity().app());
        }
        return apps;
    }
}
