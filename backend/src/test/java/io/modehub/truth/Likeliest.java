package io.modehub.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The likeliest mode of each window, where a mode goes on for another minute with a chance of 0.97 and what is said of 150 s
 * counts once. Sums over all ways to come to a window and to go on from it, as logarithms.
 */
final class Likeliest {
    private static final double STAYS = 0.97;
    private static final double LOOK = 150_000;
    private static final double LEAST = 0.01;
    private static final String UNKNOWN = "Unknown";

    /** Of modes that are this close the first by name is taken. */
    private static final double EQUAL = 1e-9;

    private final List<Seen> windows;
    private final List<String> modes;

    private Likeliest(List<Seen> windows) {
        this.windows = windows;
        SortedSet<String> all = new TreeSet<>();
        windows.forEach(window -> all.addAll(window.opinion().keySet()));
        modes = List.copyOf(all);
    }

    static List<Seen> modes(List<Seen> windows) {
        List<Seen> answer = new ArrayList<>();
        List<Seen> together = new ArrayList<>();
        for (Seen window : windows) {
            boolean apart = window.opinion().isEmpty()
                    || (!together.isEmpty()
                            && window.from() - together.get(together.size() - 1).to() > 15 * Smoothing.MINUTE);
            if (apart) {
                answer.addAll(new Likeliest(together).answer());
                together.clear();
            }
            (window.opinion().isEmpty() ? answer : together).add(window);
        }
        answer.addAll(new Likeliest(together).answer());
        return answer;
    }

    private List<Seen> answer() {
        double[][] until = new double[windows.size()][modes.size()];
        double[][] after = new double[windows.size()][modes.size()];
        for (int i = 0; i < windows.size(); i++) {
            for (int to = 0; to < modes.size(); to++) {
                double[] ways = new double[modes.size()];
                for (int from = 0; i > 0 && from < ways.length; from++) {
                    ways[from] = until[i - 1][from] + step(i, from == to);
                }
                until[i][to] = said(i, to) + (i == 0 ? 0 : sum(ways));
            }
        }
        for (int i = windows.size() - 2; i >= 0; i--) {
            for (int from = 0; from < modes.size(); from++) {
                double[] ways = new double[modes.size()];
                for (int to = 0; to < ways.length; to++) {
                    ways[to] = step(i + 1, from == to) + said(i + 1, to) + after[i + 1][to];
                }
                after[i][from] = sum(ways);
            }
        }
        List<Seen> answer = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Seen window = windows.get(i);
            boolean open = window.byModel() && !window.said().equals(UNKNOWN);
            answer.add(open ? window.saying(modes.get(top(until[i], after[i]))) : window);
        }
        return answer;
    }

    private double step(int i, boolean same) {
        double minutes = (windows.get(i).from() - windows.get(i - 1).from()) / (double) Smoothing.MINUTE;
        double stays = Math.pow(STAYS, minutes);
        return Math.log(same ? stays : (1 - stays) / Math.max(1, modes.size() - 1));
    }

    private double said(int i, int mode) {
        Map<String, Double> opinion = windows.get(i).opinion();
        double share = Math.min(1, (windows.get(i).to() - windows.get(i).from()) / LOOK);
        return share * Math.log(Math.max(LEAST, opinion.getOrDefault(modes.get(mode), 0.0)));
    }

    private static double sum(double[] logarithms) {
        double top = Double.NEGATIVE_INFINITY;
        for (double one : logarithms) {
            top = Math.max(top, one);
        }
        double sum = 0;
        for (double one : logarithms) {
            sum += Math.exp(one - top);
        }
        return top + Math.log(sum);
    }

    private static int top(double[] until, double[] after) {
        int top = 0;
        for (int mode = 1; mode < until.length; mode++) {
            top = until[mode] + after[mode] > until[top] + after[top] + EQUAL ? mode : top;
        }
        return top;
    }
}
