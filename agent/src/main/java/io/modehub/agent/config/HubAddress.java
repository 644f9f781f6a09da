package io.modehub.agent.config;

import io.modehub.agent.words.Words;
import java.net.URI;
import java.net.URISyntaxException;

/** The hub's address as people type it. */
public final class HubAddress {
    private HubAddress() {}

    /** Parses an {@code http} or {@code https} address and drops a slash at its end. */
    public static URI parse(String text) throws ConfigException {
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below: the remedy is the same.
        }
        throw new ConfigException(Words.say("hub.address", text));
    }
}
