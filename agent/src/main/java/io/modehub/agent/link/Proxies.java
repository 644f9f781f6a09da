package io.modehub.agent.link;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way through an HTTP proxy, by the usual settings: {@code https_proxy}, {@code http_proxy} and {@code no_proxy} in
 * the environment, in capitals too, or Java's own properties, which win.
 */
public final class Proxies {
    private static volatile @Nullable String credentials;

    private Proxies() {}

    /** A proxy to ask for a tunnel, and the {@code Basic} credentials for it. */
    record Tunnel(InetSocketAddress proxy, Optional<String> credentials) {}

    /** Makes Java's properties of what the environment says. */
    public static void useEnvironment(Map<String, String> environment) {
        for (String scheme : List.of("http", "https")) {
            String proxy = value(environment, scheme + "_proxy");
            if (proxy != null && System.getProperty(scheme + ".proxyHost") == null) {
                use(scheme, proxy);
            }
        }
        String without = value(environment, "no_proxy");
        if (without != null && System.getProperty("http.nonProxyHosts") == null) {
            System.setProperty("http.nonProxyHosts", "localhost|127.*|[::1]|" + nonProxyHosts(without));
        }
    }

    /** The proxy for an address, if it is to be reached through one. */
    static Optional<Tunnel> tunnel(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        return selector.select(address).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress)
                .findFirst()
                .map(proxy -> new Tunnel((InetSocketAddress) proxy.address(), Optional.ofNullable(credentials)));
    }

    /** {@code .example.org, host, *} as Java writes it. */
    static String nonProxyHosts(String without) {
        return Arrays.stream(without.split("[,\\s]+"))
                .map(host -> host.replaceAll(":\\d+$", ""))
                .filter(host -> !host.isEmpty())
                .flatMap(host -> host.startsWith(".")
                        ? List.of(host.substring(1), "*" + host).stream()
                        : List.of(host, "*." + host).stream())
                .collect(Collectors.joining("|"));
    }

    private static void use(String scheme, String text) {
        try {
            URI proxy = new URI(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() == null) {
                return;
            }
            System.setProperty(scheme + ".proxyHost", proxy.getHost());
            System.setProperty(scheme + ".proxyPort", Integer.toString(proxy.getPort() < 0 ? 80 : proxy.getPort()));
            String user = proxy.getUserInfo();
            if (user != null) {
                credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
                authenticate(user);
            }
        } catch (URISyntaxException e) {
            // No proxy that anything could be sent through: the connection will say what it lacks.
        }
    }

    /** For pairing, which takes Java's own HTTP client. */
    private static void authenticate(String user) {
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        String[] parts = user.split(":", 2);
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(parts[0], (parts.length > 1 ? parts[1] : "").toCharArray())
                        : null;
            }
        });
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, environment.get(name.toUpperCase(java.util.Locale.ROOT)));
        return value == null || value.isBlank() ? null : value.strip();
    }
}
