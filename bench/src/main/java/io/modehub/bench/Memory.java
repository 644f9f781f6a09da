package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of processes, as Linux counts it. */
final class Memory {
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private Memory() {}

    /** Resident, shared pages included. */
    static double rssMb(long pid) {
        try {
            Matcher found = RSS.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
