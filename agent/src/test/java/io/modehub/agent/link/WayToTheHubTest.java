package io.modehub.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies and certificates as the platform's usual settings say. */
class WayToTheHubTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private Properties before;

    @BeforeEach
    void remember() {
        before = (Properties) System.getProperties().clone();
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void trustsAPrivateAuthorityThatTheSystemNamesAndNoOther() throws Exception {
        try (ServerSocket hub = tlsHub("localhost")) {
            Path named = directory.resolve("localhost.pem");
            assertThat(shakeHands(hub, "localhost", named.toString())).isTrue();
            assertThatThrownBy(() -> shakeHands(hub, "localhost", null)).isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> shakeHands(hub, "127.0.0.1", named.toString()))
                    .as("another host's certificate")
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void saysWhatToDoAboutAHubWithAnotherCertificate() throws Exception {
        try (ServerSocket hub = tlsHub("localhost")) {
            accept(hub);
            assertThat(HubCheck.fault(
                            new LinkSettings.Target(URI.create("https://localhost:" + hub.getLocalPort()), "token")))
                    .hasValueSatisfying(fault -> assertThat(fault)
                            .contains("the hub's certificate is not trusted", "name it in SSL_CERT_FILE"));
        }
    }

    @Test
    void asksTheProxyOfTheEnvironmentForATunnel() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Proxies.useEnvironment(Map.of(
                    "HTTP_PROXY",
                    "http://ann:s3cret@127.0.0.1:" + proxy.getLocalPort(),
                    "no_proxy",
                    ".inside.example"));
            CompletableFuture<String> asked = new CompletableFuture<>();
            background(() -> asked.complete(answerAsProxy(proxy, "200 Connection established")));
            try (Connection connection = Connection.open(URI.create("http://hub.example:8123"), SOON)) {
                assertThat(connection.socket().isConnected()).isTrue();
            }
            assertThat(asked.join())
                    .startsWith("CONNECT hub.example:8123 HTTP/1.1\n")
                    .contains("Proxy-Authorization: Basic YW5uOnMzY3JldA==");
            background(() -> answerAsProxy(proxy, "403 Forbidden"));
            assertThatThrownBy(() -> Connection.open(URI.create("http://hub.example:8123"), SOON))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the proxy refuses a way to the hub: HTTP status 403");
            assertThat(Proxies.tunnel(URI.create("http://hub.inside.example"))).isEmpty();
            assertThat(Proxies.tunnel(URI.create("http://localhost:8080"))).isEmpty();
            assertThat(Proxies.tunnel(URI.create("http://hub.example"))).isPresent();
        }
    }

    private boolean shakeHands(ServerSocket hub, String host, String bundle) throws Exception {
        accept(hub);
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), hub.getLocalPort());
                SSLSocket secure =
                        (SSLSocket) Trust.sockets(bundle).createSocket(tcp, host, hub.getLocalPort(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure.getSession().isValid();
        }
    }

    private static void accept(ServerSocket hub) {
        background(() -> {
            try (Socket socket = hub.accept()) {
                return socket.getInputStream().read();
            }
        });
    }

    private ServerSocket tlsHub(String host) throws Exception {
        Path store = directory.resolve(host + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "hub",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "hub",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString(),
                "-file",
                directory.resolve(host + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static void keytool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String answerAsProxy(ServerSocket proxy, String status) throws IOException {
        try (Socket agent = proxy.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(agent.getInputStream()));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            agent.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes());
            return head.toString();
        }
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side has gone, as it should in some of these stories.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
