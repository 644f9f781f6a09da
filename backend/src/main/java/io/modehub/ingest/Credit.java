package io.modehub.ingest;

/**
 * How many sequence numbers a link may have unacknowledged. What waits in a lane is what its links have sent and the
 * database hasn't committed, so their windows together bound the memory it takes.
 */
final class Credit {
    /** The most a link gets, and the most it may ever use: what it was given once may still be under way. */
    static final int MOST = 1_000;

    /** The most while the database is slow: ten minutes of five-second windows; agents keep the rest, on their disks. */
    static final int MOST_WHILE_SLOW = MOST / 8;

    /** The least: 100 s of five-second windows, so that live modes go on for a while without a database. */
    static final int LEAST = 20;

    /** Entries of a lane its links share; some 1 kB each. */
    static final int ROOM = 20_000;

    /** From here on a lane takes nothing more in, whoever ignores their window: sockets are no longer read. */
    static final int FULL = 2 * ROOM;

    /** A commit that is so long overdue means that the database is slow. */
    static final long SLOW_MS = 1_000;

    private Credit() {}

    /** A fair share of the room, of an eighth of it while the database doesn't keep up. */
    static int of(int links, boolean slow) {
        int share = (slow ? ROOM / 8 : ROOM) / Math.max(1, links);
        return Math.max(LEAST, Math.min(slow ? MOST_WHILE_SLOW : MOST, share));
    }

    /** Whether links should hear of the new window: all of them do, so small differences are left alone. */
    static boolean isNews(int before, int now) {
        return now >= 2 * before || 2 * now <= before || (now == MOST && before < MOST);
    }
}
