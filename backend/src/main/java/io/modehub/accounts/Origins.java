package io.modehub.accounts;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which pages may talk to the hub: the public address, or, where none is set, every loopback spelling at the bound port. */
public final class Origins {
    private final Set<String> allowed;
    private final String address;
    private final int port;

    public Origins(Optional<URI> publicUrl, int port) {
        if (publicUrl.isPresent()) {
            address = publicUrl.get().toString();
            allowed = Set.of(address.toLowerCase(Locale.ROOT));
            int named = publicUrl.get().getPort();
            this.port = named >= 0 ? named : isHttps() ? 443 : 80;
        } else {
            address = "http://localhost:" + port;
            this.port = port;
            allowed = Set.of(address, "http://127.0.0.1:" + port, "http://[::1]:" + port);
        }
    }

    /** The address for links. */
    public String address() {
        return address;
    }

    /** The port that browsers see, by which two hubs on one host differ. */
    public int port() {
        return port;
    }

    /** Whether cookies are to be sent over HTTPS only. */
    public boolean isHttps() {
        return address.startsWith("https:");
    }

    /** Whether a request with that Origin header, or none at all, may go on. */
    public boolean allows(@Nullable String origin) {
        return origin == null || allowed.contains(origin.toLowerCase(Locale.ROOT));
    }
}
