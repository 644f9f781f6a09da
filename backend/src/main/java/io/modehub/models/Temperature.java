package io.modehub.models;

import io.modehub.classify.ModeModel;

/** The temperature under which held-out rows are least surprising (Guo et al. 2017), by golden section. */
final class Temperature {
    private static final double LEAST = 0.2;
    private static final double MOST = 5;
    private static final int STEPS = 18;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** The loss is smooth: so many rows, evenly picked, tell it as well as all. */
    private static final int ROWS = 3_000;

    private Temperature() {}

    /** From 0.2 to 5; 1 where there are no rows. */
    static double fit(double[][] probabilities, int[] truth, int[] rows) {
        if (rows.length == 0) {
            return 1;
        }
        int[] picked = pick(rows);
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double leftLoss = loss(probabilities, truth, picked, left);
        double rightLoss = loss(probabilities, truth, picked, right);
        for (int i = 0; i < STEPS; i++) {
            if (leftLoss <= rightLoss) {
                high = right;
                right = left;
                rightLoss = leftLoss;
                left = high - GOLDEN * (high - low);
                leftLoss = loss(probabilities, truth, picked, left);
            } else {
                low = left;
                left = right;
                leftLoss = rightLoss;
                right = low + GOLDEN * (high - low);
                rightLoss = loss(probabilities, truth, picked, right);
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static int[] pick(int[] rows) {
        int[] picked = new int[Math.min(ROWS, rows.length)];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = rows[(int) ((long) i * rows.length / picked.length)];
        }
        return picked;
    }

    private static double loss(double[][] probabilities, int[] truth, int[] rows, double logTemperature) {
        double temperature = Math.exp(logTemperature);
        double loss = 0;
        for (int row : rows) {
            loss -= Math.log(ModeModel.scaled(probabilities[row].clone(), temperature)[truth[row]]);
        }
        return loss;
    }
}
