package io.modehub.store;

import io.modehub.failure.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the jar that carries them. */
final class PostgresBinaries {
    /** Major version of the files it writes. */
    static final String MAJOR = "17";

    private static final String VERSION = "17.6";

    private PostgresBinaries() {}

    /** The directory with {@code bin/}, {@code lib/} and {@code share/}; a broken attempt leaves nothing behind. */
    static Path unpackedIn(Path home) throws IOException {
        Path target = home.resolve("postgresql-" + VERSION);
        if (Files.isDirectory(target)) {
            return target;
        }
        String archive = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new StartFailure("this build holds no PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + "; set DATABASE_URL to a PostgreSQL of your own");
            }
            Path unfinished = Files.createTempDirectory(home, "unpacking");
            unpack(in, unfinished);
            try {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(unfinished);
                throw e;
            }
        }
        return target;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "amd64".equals(name) ? "x86_64" : name;
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive points outside its directory");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
