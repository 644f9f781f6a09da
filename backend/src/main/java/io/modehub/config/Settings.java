package io.modehub.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the environment says, checked.
 *
 * @param port 0 means any free one
 * @param publicUrl the origin links and Origin checks use; empty: every loopback spelling at the bound port
 * @param database empty: the embedded server under {@code dataDir}
 * @param jwtSecret empty: generated once into {@code dataDir}
 * @param admin the first administrator; empty: one without a password, reached by a sign-in link
 */
public record Settings(
        int port,
        String host,
        Optional<URI> publicUrl,
        Optional<DatabaseUrl> database,
        Path dataDir,
        Optional<Secret> jwtSecret,
        Optional<Secret> jwtSecretPrevious,
        Optional<Admin> admin) {

    /** E-mail and password of the first administrator. */
    public record Admin(String email, Secret password) {}
}
