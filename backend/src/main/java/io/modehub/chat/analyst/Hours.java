package io.modehub.chat.analyst;

/** Hours of the day {@code [from, to)}; over midnight where {@code from} is greater. */
record Hours(int from, int to) {
    static final Hours MORNING = new Hours(6, 12);
    static final Hours NOON = new Hours(12, 14);
    static final Hours AFTERNOON = new Hours(12, 18);
    static final Hours EVENING = new Hours(18, 24);
    static final Hours NIGHT = new Hours(22, 6);

    Hours {
        if (from < 0 || from > 23 || to < 1 || to > 24 || from == to) {
            throw new IllegalArgumentException("hours must be from 0 to 24");
        }
    }

    /** Whether they begin on one day and end on the next. */
    boolean overMidnight() {
        return from > to;
    }

    static boolean possible(int from, int to) {
        return from >= 0 && from < 24 && to > 0 && to <= 24 && from != to;
    }
}
