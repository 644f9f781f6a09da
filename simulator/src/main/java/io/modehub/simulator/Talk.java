package io.modehub.simulator;

/** Turn-taking between the person and the others of a call, in whole seconds. */
final class Talk {
    enum Voice {
        NOBODY,
        ME,
        THEM,
        BOTH
    }

    private final Dice dice;
    private final double mine;
    private Voice voice = Voice.NOBODY;
    private int left;

    /**
     * @param mine the person's share of the talk, 0 (only listens) to 1
     * @param silence seconds before anybody speaks
     */
    Talk(Dice dice, double mine, int silence) {
        this.dice = dice;
        this.mine = mine;
        this.left = silence;
    }

    /** Who speaks now. */
    Voice voice() {
        if (left <= 0) {
            nextTurn();
        }
        return voice;
    }

    /** Seconds for which {@link #voice()} stays true, at least 1. */
    int left() {
        return Math.max(1, left);
    }

    void advance(int seconds) {
        left -= seconds;
    }

    private void nextTurn() {
        if (voice != Voice.NOBODY && dice.chance(0.35)) {
            voice = Voice.NOBODY;
            left = dice.chance(0.04) ? dice.between(8, 40) : dice.between(1, 3);
        } else if (mine > 0 && dice.chance(0.05)) {
            voice = Voice.BOTH;
            left = dice.between(1, 3);
        } else {
            voice = dice.chance(mine) ? Voice.ME : Voice.THEM;
            left = (int) Math.min(120, Math.max(2, dice.around(voice == Voice.ME ? 7 : 9, 0.8)));
        }
    }
}
