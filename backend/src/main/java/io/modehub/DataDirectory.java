package io.modehub;

import io.modehub.config.Secret;
import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directory a hub keeps its own things in, locked while it runs. */
final class DataDirectory implements AutoCloseable {
    /** The file with the signing secret. */
    static final String JWT_SECRET = "jwt-secret";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Creates and locks the directory; throws {@link StartFailure} with the remedy. */
    static DataDirectory open(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            FileChannel file =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(file)) {
                file.close();
                throw new StartFailure("DATA_DIR: " + directory
                        + " is in use by another hub; stop that one or choose another directory");
            }
            return new DataDirectory(directory, file);
        } catch (IOException e) {
            throw new StartFailure(
                    "DATA_DIR: " + directory + " can't be written ("
                            + e.getClass().getSimpleName()
                            + "); give its owner the right to write or choose another directory",
                    e);
        }
    }

    /** The signing secret of a directory that another process may hold. */
    static Optional<Secret> existingJwtSecret(Path directory) {
        try {
            return Optional.of(
                    new Secret(Files.readString(directory.resolve(JWT_SECRET)).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: the signing secret in " + directory + " can't be read", e);
        }
    }

    Path path() {
        return path;
    }

    /** The signing secret, made at the first start and kept readable to its owner alone. */
    Secret jwtSecret() {
        Path file = path.resolve(JWT_SECRET);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[48];
                new SecureRandom().nextBytes(random);
                writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            }
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: the signing secret in " + file + " can't be read or written", e);
        }
    }

    /** Puts a file in place at once, readable to its owner alone. */
    void write(String name, String text) {
        try {
            writePrivately(path.resolve(name), text);
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: " + path.resolve(name) + " can't be written", e);
        }
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: " + path.resolve(name) + " can't be removed", e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StartFailure("DATA_DIR: the lock can't be released", e);
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            @Nullable FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
