package io.modehub.agent.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A TCP connection to a hub, with or without TLS; certificates and host names are checked by the platform's settings.
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
            tcp.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            tcp.setTcpNoDelay(true);
            tcp.setSoTimeout((int) timeout.toMillis());
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
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secure = (SSLSocket) factory.createSocket(tcp, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }
}
