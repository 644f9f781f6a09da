package io.modehub.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one hub takes on.
 *
 * @param connections open connections in all
 * @param perAddress open connections of one address, as proxies before the hub name it; programs on the hub's own machine don't
 *     count
 * @param pagesPerUser open pages of one person
 * @param agentsPerUser open agent links of one person
 * @param pagesPerSecond pages that may be opened a second, and at once; agents wait at the {@link Doorway} instead
 * @param silence so long a fresh connection may take to ask for something
 */
public record Limits(
        int connections, int perAddress, int pagesPerUser, int agentsPerUser, int pagesPerSecond, Duration silence) {
    private static final int MOST_CONNECTIONS = 20_000;

    /** Files that are no connections of clients: the database's, the program's own, logs. */
    private static final int OTHER_FILES = 500;

    /** What a process may have open decides where that is less than what memory was measured for. */
    public static final Limits USUAL =
            new Limits(Math.min(MOST_CONNECTIONS, files()), 2_000, 500, 500, 200, Duration.ofSeconds(10));

    private static int files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.max(
                        OTHER_FILES, Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount()) - OTHER_FILES)
                : MOST_CONNECTIONS;
    }
}
