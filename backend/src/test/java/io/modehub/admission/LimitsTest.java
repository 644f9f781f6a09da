package io.modehub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Socket;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same limits at a real hub's door. */
class LimitsTest {
    private static final int CONNECTIONS = 40;
    private static final int BY_ADDRESS = 10;

    @RegisterExtension
    static final HubUnderTest HUB =
            HubUnderTest.limitedTo(new Limits(CONNECTIONS, BY_ADDRESS, 2, 1, 1_000, Duration.ofMillis(700)));

    @Test
    void aPersonsThirdPageIsSentAway() {
        Rest person = HUB.admin();
        try (Socket first = page(person);
                Socket second = page(person)) {
            first.next();
            second.next();
            Socket third = page(person);
            assertThat(third.closed()).isEqualTo(4504);
            assertThat(first.isOpen()).isTrue();
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void aPersonsSecondAgentIsRefusedAndLetInOnceTheFirstHasLeft() {
        Rest person = HUB.admin();
        HubUnderTest.Device one = HUB.pair(person);
        HubUnderTest.Device other = HUB.pair(person);
        try (AgentSocket agent = HUB.agent(one)) {
            agent.hello(UUID.randomUUID());
            assertThat(catchThrowableOfType(Socket.Refused.class, () -> HUB.agent(other))
                            .status())
                    .isEqualTo(429);
        }
        await().until(() -> {
            try (AgentSocket agent = HUB.agent(other)) {
                return agent.hello(UUID.randomUUID()).acked() == 0;
            } catch (Socket.Refused full) {
                return false;
            }
        });
    }

    @Test
    void aFullHubSaysSoAndTakesConnectionsAgainOnceOthersHaveEnded() throws IOException {
        List<java.net.Socket> guests = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                java.net.Socket guest = connect();
                guests.add(guest);
                guest.getOutputStream().write(get("/health/live"));
                assertThat(guest.getInputStream().read()).isEqualTo('H');
            }
            try (java.net.Socket late = connect()) {
                late.getOutputStream().write(get("/health/live"));
                String answer = new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: ", "\"code\":\"overloaded\"");
            }
        } finally {
            for (java.net.Socket guest : guests) {
                guest.close();
            }
        }
        await().until(() -> HUB.nobody().get("/health/live").status() == 200);
    }

    @Test
    void socketsThatHaveClosedLeaveTheirConnections() {
        for (int i = 0; i < CONNECTIONS; i++) {
            HUB.live().close();
        }
        await().until(() -> HUB.nobody().get("/health/live").status() == 200);
    }

    @Test
    void anAgentWhoseConnectionBreaksLeavesItsPlace() throws IOException {
        Rest person = HUB.admin();
        HubUnderTest.Device device = HUB.pair(person);
        java.net.Socket breaks = connect();
        breaks.getOutputStream()
                .write(get(
                        "/ws/agent",
                        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                + "Authorization: Bearer " + device.token() + "\r\n"));
        assertThat(new String(breaks.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 101");
        breaks.setSoLinger(true, 0);
        breaks.close();

        await().until(() -> {
            try (AgentSocket agent = HUB.agent(device)) {
                return agent.hello(UUID.randomUUID()).acked() == 0;
            } catch (Socket.Refused full) {
                return false;
            }
        });
    }

    @Test
    void aProxysConnectionCountsForWhomeverAskedLastByIt() throws IOException {
        List<java.net.Socket> connections = new ArrayList<>();
        try {
            for (int i = 0; i < BY_ADDRESS; i++) {
                java.net.Socket connection = connect();
                connections.add(connection);
                assertThat(answer(connection, "2001:db8::" + i)).startsWith("HTTP/1.1 200");
            }
            try (java.net.Socket late = connect()) {
                assertThat(answer(late, "2001:db8::ffff"))
                        .startsWith("HTTP/1.1 429")
                        .contains("too_many_connections");
            }
            assertThat(answer(connections.get(0), "203.0.113.7")).startsWith("HTTP/1.1 200");
            try (java.net.Socket late = connect()) {
                assertThat(answer(late, "2001:db8::ffff")).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (java.net.Socket connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    void whoConnectsAndAsksForNothingIsShownOut() throws IOException {
        try (java.net.Socket silent = connect()) {
            silent.setSoTimeout(10_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket page(Rest person) {
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", person.token()).encode());
        return page;
    }

    private static java.net.Socket connect() throws IOException {
        return new java.net.Socket(InetAddress.getLoopbackAddress(), HUB.port());
    }

    /** What the hub answers a client whom the proxy names. */
    private static String answer(java.net.Socket connection, String client) throws IOException {
        connection.getOutputStream().write(get("/health/live", "X-Forwarded-For: " + client + "\r\n"));
        DataInputStream in = new DataInputStream(connection.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).isTrue();
        byte[] body = new byte[Integer.parseInt(length.group(1))];
        in.readFully(body);
        return head + new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] get(String path) {
        return get(path, "");
    }

    private static byte[] get(String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
