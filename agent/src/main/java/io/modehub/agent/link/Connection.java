package io.modehub.agent.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A TCP connection to a hub, through a proxy if there is one, with or without TLS; certificates and host names are checked by the platform's settings.
 *
 * @param tcp closed to end the connection at once: TLS's own goodbye would wait for a thread blocked in a write
 * @param socket what is read and written
 */
record Connection(Socket tcp, Socket socket) implements AutoCloseable {

    /** Connects to an {@code http} or {@code https} address; the timeout is also that of a later read. */
    static Connection open(URI address, Duration timeout) throws IOException {
        boolean tls = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80;
        String host = address.getHost();
        Socket tcp = new Socket();
        try {
            Optional<Proxies.Tunnel> tunnel =
                    Proxies.tunnel(URI.create((tls ? "https://" : "http://") + host + ":" + port));
            InetSocketAddress next =
                    tunnel.isPresent() ? resolved(tunnel.get().proxy()) : new InetSocketAddress(host, port);
            tcp.connect(next, (int) timeout.toMillis());
            tcp.setTcpNoDelay(true);
            tcp.setSoTimeout((int) timeout.toMillis());
            if (tunnel.isPresent()) {
                Handshake.tunnel(
                        host + ":" + port, tunnel.get().credentials(), tcp.getInputStream(), tcp.getOutputStream());
            }
            return new Connection(tcp, tls ? secure(tcp, host, port) : tcp);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }

    private static Socket secure(Socket tcp, String host, int port) throws IOException {
        SSLSocket secure = (SSLSocket) Trust.sockets().createSocket(tcp, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        try {
            secure.startHandshake();
        } catch (SSLHandshakeException e) {
            throw new IOException(
                    "the hub's certificate is not trusted (" + e.getMessage()
                            + "); put its authority into the system's certificates, or name it in SSL_CERT_FILE",
                    e);
        }
        return secure;
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
    }
}
