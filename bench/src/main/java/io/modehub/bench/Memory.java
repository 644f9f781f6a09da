package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** What a hub has of the machine's memory after full collections, in kB; the heap is given back in steps, some with each. */
    static long residentAfterCollection(HubProcess hub) {
        for (int i = 0; i < 5; i++) {
            diagnose(hub, "GC.run");
        }
        return Math.round(1_024 * rssMb(hub.pid()));
    }

    /** Bytes of a hub's live objects. */
    static long liveBytes(HubProcess hub) {
        List<String> lines = diagnose(hub, "GC.class_histogram").lines().toList();
        return Long.parseLong(lines.get(lines.size() - 1).strip().split("\\s+")[2]);
    }

    private static String diagnose(HubProcess hub, String command) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(hub.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.waitFor() != 0) {
                throw new IllegalStateException("the hub did not answer " + command + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
