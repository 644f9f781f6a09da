package io.modehub.config;

import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that bind them a while after they were chosen, and again after a restart. They lie beside the range from
 * which Linux lends ports to outgoing connections, where there is room: however many of those come and go, none takes one.
 */
public final class FreePort {
    /** Lowest and highest port that is lent. */
    private static final Path LENT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private static final int LOWEST = 1_024;
    private static final int HIGHEST = 65_535;

    /** A stretch with fewer ports than this is too narrow to choose from. */
    private static final int ENOUGH = 1_000;

    private static final int TRIES = 100;

    /** Goes round from anywhere, so that no port is given twice while its first taker may not have bound it yet. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST));

    private FreePort() {}

    /** A port on loopback that nobody has bound; {@link StartFailure} where none can be had. */
    public static int find() {
        Stretch stretch = Stretch.notLent();
        for (int tries = 0; stretch.size() >= ENOUGH && tries < TRIES; tries++) {
            int port = stretch.first() + Math.floorMod(NEXT.getAndIncrement(), stretch.size());
            if (isFree(port)) {
                return port;
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("PORT: no free port can be had", e);
        }
    }

    /** So many ports from the first on. */
    private record Stretch(int first, int size) {
        /** What lies above the lent range, or below it where there is more room; empty where nobody tells. */
        static Stretch notLent() {
            try {
                String[] lent = Files.readString(LENT).strip().split("\\s+");
                int below = Integer.parseInt(lent[0]) - LOWEST;
                int above = HIGHEST - Integer.parseInt(lent[1]);
                return above >= ENOUGH ? new Stretch(HIGHEST - above + 1, above) : new Stretch(LOWEST, below);
            } catch (IOException | RuntimeException e) {
                return new Stretch(LOWEST, 0);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
