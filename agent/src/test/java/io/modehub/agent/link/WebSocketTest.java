package io.modehub.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private TinyServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new TinyServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void asksForTheSubprotocolWithTheTokenAndMasksWhatItSends() throws Exception {
        CompletableFuture<WebSocket> client = connect();
        TinyServer.Peer peer = server.upgrade();
        assertThat(peer.head)
                .startsWith("GET /ws/agent HTTP/1.1\r\n")
                .contains("Sec-WebSocket-Protocol: modehub.agent.v1\r\n")
                .contains("Authorization: Bearer secret\r\n");
        for (int length : new int[] {0, 1, 125, 126, 60_000, 65_536}) {
            client.join().send("ä".repeat(length / 2) + "x".repeat(length % 2));
            TinyServer.Frame frame = peer.read();
            assertThat(frame.masked()).isTrue();
            assertThat(frame.text().getBytes(StandardCharsets.UTF_8)).hasSize(length);
        }
        assertThatThrownBy(() -> client.join().send("x".repeat(65_537))).hasMessageContaining("too big");
    }

    @Test
    void putsFragmentsTogetherAndAnswersPingsBetweenThem() throws Exception {
        CompletableFuture<WebSocket> client = connect();
        TinyServer.Peer peer = server.upgrade();
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        peer.frame(0x01, new byte[] {'a', umlaut[0]});
        peer.frame(0x89, new byte[] {1, 2, 3});
        peer.frame(0x00, new byte[] {umlaut[1]});
        peer.frame(0x80, new byte[] {'b'});
        assertThat(client.join().receive()).isEqualTo("aüb");
        TinyServer.Frame pong = peer.read();
        assertThat(pong.opcode()).isEqualTo(10);
        assertThat(pong.text()).isEqualTo("\1\2\3");
    }

    @Test
    void reportsTheCloseCodeAndEchoesIt() throws Exception {
        CompletableFuture<WebSocket> client = connect();
        TinyServer.Peer peer = server.upgrade();
        peer.close(4010);
        assertThatThrownBy(() -> client.join().receive())
                .isInstanceOfSatisfying(WebSocketException.Closed.class, closed -> assertThat(closed.code())
                        .isEqualTo(4010));
        assertThat(peer.read().text()).isEqualTo("4010");
    }

    @Test
    void closesOnWhatTheProtocolForbids() throws Exception {
        refuses(0x81, new byte[65_537], 1009);
        refuses(0x82, new byte[1], 1003);
        refuses(0xC1, new byte[1], 1002);
        refuses(0x80, new byte[1], 1002);
        refuses(0x89, new byte[126], 1002);
        refuses(0x09, new byte[1], 1002);
        refuses(0x83, new byte[1], 1002);
        refuses(0x81, new byte[] {(byte) 0xFF}, 1007);
    }

    @Test
    void reportsStatusAndRetryAfterOfARefusedUpgrade() throws Exception {
        CompletableFuture<WebSocket> client = connect();
        server.accept().raw("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
        assertThatThrownBy(client::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketException.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.retryAfterSeconds()).isEqualTo(7);
                });
    }

    @Test
    void refusesAServerThatSpeaksSomethingElse() throws Exception {
        for (String answer : new String[] {
            "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 101 OK\r\n\r\n", "HTTP/1.1 xyz\r\n\r\n", "\r\n\r\n", "x".repeat(20_000)
        }) {
            CompletableFuture<WebSocket> client = connect();
            try (TinyServer.Peer peer = server.accept()) {
                peer.raw(answer);
                assertThatThrownBy(client::join).hasCauseInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void readsRetryAfterAsSecondsOrDate() {
        Instant now = Instant.parse("2026-11-23T09:00:00Z");
        assertThat(Handshake.retryAfter("120", now)).isEqualTo(120);
        assertThat(Handshake.retryAfter("Mon, 23 Nov 2026 09:01:00 GMT", now)).isEqualTo(60);
        assertThat(Handshake.retryAfter("Mon, 23 Nov 2026 08:00:00 GMT", now)).isZero();
        assertThat(Handshake.retryAfter("soon", now)).isZero();
        assertThat(Handshake.retryAfter(null, now)).isZero();
    }

    private void refuses(int first, byte[] payload, int code) throws Exception {
        CompletableFuture<WebSocket> client = connect();
        try (TinyServer.Peer peer = server.upgrade()) {
            WebSocket webSocket = client.join();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    peer.frame(first, payload);
                } catch (IOException e) {
                    // The client need not read to the end what it refuses.
                }
            });
            assertThatThrownBy(webSocket::receive).isInstanceOf(WebSocketException.Closed.class);
            assertThat(peer.read().text()).isEqualTo(Integer.toString(code));
            webSocket.close();
            writing.join();
        }
    }

    private CompletableFuture<WebSocket> connect() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return WebSocket.connect(
                        server.address().resolve("/ws/agent"), Link.SUBPROTOCOL, "secret", Duration.ofSeconds(10));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }
}
