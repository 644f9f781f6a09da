package io.modehub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where the database is.
 *
 * @param sslMode one of disable, allow, prefer, require, verify-ca, verify-full
 */
public record DatabaseUrl(String host, int port, String database, String user, Secret password, String sslMode) {
    private static final String EXAMPLE = "example: postgres://user:password@host:5432/modehub?sslmode=require";
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Parses {@code postgres://user:password@host:port/db?sslmode=…}; the message of its error never holds the text. */
    public static DatabaseUrl parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme();
            String[] user = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            String path = uri.getPath();
            if (!("postgres".equals(scheme) || "postgresql".equals(scheme))
                    || uri.getHost() == null
                    || user.length == 0
                    || path == null
                    || path.length() < 2
                    || uri.getPort() > 65_535) {
                throw new IllegalArgumentException("is no postgres URL; " + EXAMPLE);
            }
            return new DatabaseUrl(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    path.substring(1),
                    decode(user[0]),
                    new Secret(user.length < 2 ? "" : decode(user[1])),
                    sslMode(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL (percent-encode odd characters); " + EXAMPLE);
        }
    }

    private static String sslMode(String query) {
        for (String pair : query.split("&")) {
            if (pair.startsWith("sslmode=")) {
                String mode = pair.substring("sslmode=".length());
                if (!SSL_MODES.contains(mode)) {
                    throw new IllegalArgumentException("has an unknown sslmode; use require or verify-full");
                }
                return mode;
            }
        }
        return "prefer";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
