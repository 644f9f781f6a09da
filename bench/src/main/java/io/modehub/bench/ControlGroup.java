package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A control group of Linux that holds one program to so much memory, of either version; needs root's rights. */
final class ControlGroup implements AutoCloseable {
    private static final Path SECOND = Path.of("/sys/fs/cgroup/cgroup.controllers");

    private final Path directory;
    private final boolean second;

    /** @param limitBytes a program that needs more is killed */
    ControlGroup(long limitBytes) {
        second = Files.exists(SECOND);
        Path parent = Path.of(second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory");
        directory = parent.resolve("modehub-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(directory);
            Files.writeString(
                    directory.resolve(second ? "memory.max" : "memory.limit_in_bytes"), Long.toString(limitBytes));
        } catch (IOException e) {
            throw new IllegalStateException("no control group for memory can be made; run it as root on Linux", e);
        }
    }

    /** The command, which runs within. */
    List<String> confined(List<String> command) {
        List<String> all = new ArrayList<>(
                List.of("sh", "-c", "echo $$ > " + directory.resolve("cgroup.procs") + " && exec \"$@\"", "confined"));
        all.addAll(command);
        return all;
    }

    /** The most it ever held, files in the page cache included. */
    double mostMb() {
        return number(second ? "memory.peak" : "memory.max_usage_in_bytes") / 1_048_576.0;
    }

    @Override
    public void close() {
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String file) {
        try {
            return Long.parseLong(Files.readString(directory.resolve(file)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
