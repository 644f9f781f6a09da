package io.modehub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes as Linux counts it in /proc, in steps of 10 ms. */
final class CpuTime {
    private static final int MICROS_A_TICK = 10_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    /** In the first line of /proc/stat: user, nice, system, irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private CpuTime() {}

    /** User and system time of one process in µs; 0 when it is gone. */
    static long micros(long pid) {
        return sum(pid, UTIME, STIME);
    }

    /** The same with its children, those that have ended included. */
    static long microsWithChildren(long pid) {
        long children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> micros(child.pid()))
                .sum();
        return children + sum(pid, UTIME, STIME, CUTIME, CSTIME);
    }

    /** What the whole machine has used, idle time and waiting left out. */
    static long microsOfMachine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            List<String> values = List.of(lines.findFirst().orElse("").strip().split(" +"));
            return MICROS_A_TICK
                    * BUSY.stream()
                            .mapToLong(field -> Long.parseLong(values.get(field)))
                            .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The name in parentheses may hold anything, so fields are counted from behind it. */
    private static long sum(long pid, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            List<String> values =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return MICROS_A_TICK
                    * Arrays.stream(fields)
                            .mapToLong(field -> Long.parseLong(values.get(field)))
                            .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
