package io.modehub.agent.link;

import java.net.URI;
import java.util.function.Supplier;

/** Where the link goes and as whom; read anew before each try, so that pairing again helps a running agent. */
public interface LinkSettings extends Supplier<LinkSettings.Target> {
    /** Keeps a renewed token. */
    void tokenRenewed(String token);

    /**
     * A hub and the token for it.
     *
     * @param hub {@code http} or {@code https} address
     */
    record Target(URI hub, String token) {
        URI endpoint() {
            return URI.create(hub + "/ws/agent");
        }

        @Override
        public String toString() {
            return "Target[hub=" + hub + "]";
        }
    }
}
