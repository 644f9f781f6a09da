package io.modehub.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Where the socket of an agent's home lies. */
final class ControlPath {
    /** A socket's path has at most 107 bytes on Linux and 103 on macOS. */
    private static final int MOST_BYTES = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private ControlPath() {}

    /** {@code control} in the home; in a directory for temporary files where that path is too long for a socket. */
    static Path of(Path home) {
        Path usual = home.toAbsolutePath().normalize().resolve("control");
        if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return usual;
        }
        UUID name = UUID.nameUUIDFromBytes(usual.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("java.io.tmpdir"), "modehub-" + name, "control");
    }

    /** Makes the socket's directory, and refuses one that others may enter. */
    static void prepare(Path socket) throws IOException {
        Path directory = socket.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(socket + " has no directory");
        }
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        boolean temporary = directory.getFileName().toString().startsWith("modehub-");
        if (temporary
                && (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner())
                        || !OWNER_ONLY.equals(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)))) {
            throw new IOException(directory + " belongs to somebody else");
        }
        Files.deleteIfExists(socket);
    }

    private static Object owner() throws IOException {
        return Files.getOwner(Path.of(System.getProperty("user.home")));
    }
}
