package io.modehub.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's scikit-learn in a process of its own, on rows in a file. */
final class ScikitLearn {
    /** A folder's own Python may shadow the system's, for which Debian packages scikit-learn. */
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    /** The slowest takes some 40 s on two cores. */
    private static final long MINUTES = 15;

    private final String python;
    private final Path script;

    /** @param folder where its script is put */
    ScikitLearn(Path folder) throws IOException {
        python = PYTHONS.stream()
                .filter(ScikitLearn::hasIt)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "scikit-learn is missing; on Debian or Ubuntu: sudo apt-get install python3-sklearn"));
        script = folder.resolve("reference.py");
        try (InputStream in = ScikitLearn.class.getResourceAsStream("/classify/reference.py")) {
            if (in == null) {
                throw new IllegalStateException("missing resource classify/reference.py");
            }
            Files.copy(in, script);
        }
    }

    /** Figures of each candidate by its name, in an object by candidate. */
    JsonObject judge(Path rows, String... candidates) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, script.toString(), rows.toString()));
        command.addAll(List.of(candidates));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("scikit-learn failed, see above");
            }
            return new JsonObject(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static boolean hasIt(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import sklearn")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
