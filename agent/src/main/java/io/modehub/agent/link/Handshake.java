package io.modehub.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP upgrade of RFC 6455, section 4. */
final class Handshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEAD = 16 * 1024;

    private Handshake() {}

    static void perform(
            URI address, String subprotocol, String bearer, InputStream in, OutputStream out, SecureRandom random)
            throws IOException {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String host = address.getPort() >= 0 ? address.getHost() + ":" + address.getPort() : address.getHost();
        out.write(("GET " + address.getRawPath() + " HTTP/1.1\r\n"
                        + "Host: " + host + "\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + key + "\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n"
                        + "Authorization: Bearer " + bearer.replaceAll("[\\r\\n]", "") + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        check(readHead(in).split("\r\n", -1), key, subprotocol);
    }

    /** Asks an HTTP proxy for a tunnel to {@code host:port}. */
    static void tunnel(String target, Optional<String> credentials, InputStream in, OutputStream out)
            throws IOException {
        String authorization = credentials
                .map(basic -> "Proxy-Authorization: Basic " + basic + "\r\n")
                .orElse("");
        out.write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        String[] status = readHead(in).split("\r\n", -1)[0].split(" ", 3);
        if (status.length < 2 || !status[1].startsWith("2")) {
            throw new IOException("the proxy refuses a way to the hub: "
                    + (status.length < 2 ? "no answer" : "HTTP status " + status[1]));
        }
    }

    static void check(String[] head, String key, String subprotocol) throws IOException {
        String[] statusLine = head[0].split(" ", 3);
        if (statusLine.length < 2 || !head[0].startsWith("HTTP/1.") || !statusLine[1].matches("\\d{3}")) {
            throw new IOException("what answers there is no web server");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        head[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        head[i].substring(colon + 1).strip());
            }
        }
        int status = Integer.parseInt(statusLine[1]);
        if (status != 101) {
            throw new WebSocketException.Refused(status, retryAfter(headers.get("retry-after"), Instant.now()));
        }
        if (!accept(key).equals(headers.get("sec-websocket-accept"))) {
            throw new IOException("what answers there does not speak WebSocket");
        }
        if (!subprotocol.equals(headers.get("sec-websocket-protocol"))) {
            throw new IOException("what answers there does not speak " + subprotocol);
        }
    }

    /** What the server answers to a key. */
    static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Seconds to wait: a number, or a date as HTTP writes it; 0 where there is neither. */
    static long retryAfter(@Nullable String value, Instant now) {
        if (value == null) {
            return 0;
        }
        if (value.matches("\\d{1,9}")) {
            return Long.parseLong(value);
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(now, until).toSeconds());
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(512);
        int end = 0;
        while (end < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection was closed before an answer");
            }
            if (head.size() == MAX_HEAD) {
                throw new IOException("the answer's head is too long");
            }
            head.write(b);
            end = b == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
