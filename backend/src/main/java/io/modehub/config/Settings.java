package io.modehub.config;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the environment says, checked.
 *
 * @param port 0 means any free one
 * @param publicUrl the origin links and Origin checks use; empty: every loopback spelling at the bound port
 * @param database empty: the embedded server under {@code dataDir}
 * @param jwtSecret empty: generated once into {@code dataDir}
 * @param admin the first administrator; empty: one without a password, reached by a sign-in link
 * @param trustedProxies how many proxies stand before the hub, whose word on the client's address is taken; 0 to 3
 * @param remote the remote classifier that people may choose; empty: there is none
 */
public record Settings(
        int port,
        String host,
        Optional<URI> publicUrl,
        Optional<DatabaseUrl> database,
        Path dataDir,
        Optional<Secret> jwtSecret,
        Optional<Secret> jwtSecretPrevious,
        Optional<Admin> admin,
        int trustedProxies,
        Chat chat,
        Optional<RemoteClassifier> remote) {

    /** E-mail and password of the first administrator. */
    public record Admin(String email, Secret password) {}

    /**
     * Who answers questions.
     *
     * @param server empty: the embedded analyst
     * @param trusted certificates of the server's, besides the platform's
     * @param tools off for models that can't call tools
     */
    public record Chat(Optional<ModelServer> server, List<X509Certificate> trusted, boolean tools) {
        /** The analyst: no key, no network. */
        public static final Chat EMBEDDED = new Chat(Optional.empty(), List.of(), true);

        public Chat {
            trusted = List.copyOf(trusted);
        }

        /** {@code azure}, {@code openai} or {@code embedded}. */
        public String provider() {
            return server.map(ModelServer::provider).orElse("embedded");
        }
    }
}
