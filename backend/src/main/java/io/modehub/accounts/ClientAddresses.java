package io.modehub.accounts;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a request comes from: the other end of its connection, or whom the proxies before the hub name. */
public final class ClientAddresses {
    private static final int LONGEST = 45;

    private final int proxies;

    /**
     * Addresses as seen from behind some proxies.
     *
     * @param proxies how many of the last entries of {@code X-Forwarded-For} were written by proxies of ours; 0 believes none
     */
    public ClientAddresses(int proxies) {
        this.proxies = proxies;
    }

    /** The address of whoever asks; what they wrote into {@code X-Forwarded-For} themselves is never believed. */
    public String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String direct = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
        return proxies == 0 ? direct : named(request.headers().getAll("X-Forwarded-For"), direct);
    }

    private String named(List<String> headers, String direct) {
        List<String> hops = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList();
        String hop = hops.size() < proxies ? "" : withoutPort(hops.get(hops.size() - proxies));
        return isAddress(hop) ? hop.toLowerCase(Locale.ROOT) : direct;
    }

    /** Some proxies write the client's port behind its address. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1).replaceFirst("].*$", "");
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static boolean isAddress(String text) {
        return text.length() <= LONGEST
                && (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.matches("[0-9a-fA-F.]*:[0-9a-fA-F:.]+"));
    }

    /** Whom limits count as one: an IPv4 address, or an IPv6 network of 64 bits, which one household has to itself. */
    public static String network(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        String full = address.replaceAll("%.*$", "");
        int gap = full.indexOf("::");
        List<String> head = Arrays.asList((gap < 0 ? full : full.substring(0, gap)).split(":"));
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            boolean given = i < head.size() && !head.get(i).isEmpty();
            network.append(given ? head.get(i).replaceFirst("^0+(?=.)", "").toLowerCase(Locale.ROOT) : "0")
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
