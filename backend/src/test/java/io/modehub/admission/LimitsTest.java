package io.modehub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Socket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same limits at a real hub's door. */
class LimitsTest {
    private static final int CONNECTIONS = 40;

    @RegisterExtension
    static final HubUnderTest HUB =
            HubUnderTest.limitedTo(new Limits(CONNECTIONS, 10, 2, 1, 1_000, Duration.ofMillis(700)));

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

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
