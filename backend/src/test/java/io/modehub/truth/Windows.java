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

    /** Where the window at that place ends, given the others; where it starts if it gave way to one with the same start. */
    static long end(List<Reported> inOrder, int place) {
        Reported one = inOrder.get(place);
        if (place > 0
                && inOrder.get(place - 1).from() == one.from()
                && inOrder.get(place - 1).to() == one.to()) {
            return one.from();
        }
        for (Reported next : inOrder.subList(place + 1, inOrder.size())) {
            if (next.from() > one.from()) {
                return Math.min(one.to(), next.from());
            }
            if (next.to() > one.to()) {
                return one.from();
            }
        }
        return one.to();
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
