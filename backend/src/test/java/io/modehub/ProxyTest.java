package io.modehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.modehub.config.FreePort;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The hub behind a real nginx with exactly the configuration that docs/deploy/nginx.conf hands out. */
@EnabledIfEnvironmentVariable(named = "NGINX", matches = ".+", disabledReason = "./check says where nginx is")
class ProxyTest {
    private static final int SITE = FreePort.find();
    private static final String ADDRESS = "http://127.0.0.1:" + SITE;

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.at(ADDRESS);

    private static Path directory;
    private static Process nginx;

    @BeforeAll
    static void startNginx() throws IOException {
        directory = TestPostgres.freshDirectory();
        String site = Files.readString(Path.of("../docs/deploy/nginx.conf"))
                .replace("HUB", "127.0.0.1:" + HUB.port())
                .replace("SITE", "127.0.0.1:" + SITE);
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                %s
                }
                """.formatted(site));
        nginx = new ProcessBuilder(
                        System.getenv("NGINX"),
                        "-p",
                        directory.toString(),
                        "-e",
                        "stderr",
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().until(() -> listens() || !nginx.isAlive());
        assertThat(nginx.isAlive())
                .as(Files.readString(directory.resolve("log")))
                .isTrue();
    }

    @AfterAll
    static void stopNginx() throws InterruptedException {
        nginx.destroy();
        assertThat(nginx.waitFor(20, TimeUnit.SECONDS)).isTrue();
        TestPostgres.delete(directory);
    }

    @Test
    void peopleSignInAndStaySignedIn() {
        Rest site = new Rest(ADDRESS, (String) null);
        assertThat(site.get("/health/ready").status()).isEqualTo(200);
        Rest.Answer signedIn = site.with("Origin", ADDRESS)
                .post("auth/login", JsonObject.of("email", HubUnderTest.EMAIL, "password", HubUnderTest.PASSWORD));
        assertThat(signedIn.status()).isEqualTo(200);
        String cookie = signedIn.header("Set-Cookie").split(";", 2)[0];
        assertThat(site.with("Origin", ADDRESS)
                        .with("Cookie", cookie)
                        .post("auth/refresh", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(site.with("Origin", "https://elsewhere.example")
                        .with("Cookie", cookie)
                        .post("auth/refresh", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void pagesAndAgentsHoldTheirSocketsThroughIt() {
        Rest admin = HUB.admin();
        HubUnderTest.Device device = HUB.pair(admin);
        try (io.modehub.Socket page = open("/ws/live", "modehub.live.v1", Map.of("Origin", ADDRESS));
                AgentSocket agent = new AgentSocket(
                        open("/ws/agent", "modehub.agent.v1", Map.of("Authorization", "Bearer " + device.token())))) {
            page.send(JsonObject.of("type", "auth", "token", admin.token()).encode());
            assertThat(page.next()).contains("\"welcome\"");
            assertThat(page.next()).contains("\"snapshot\"");
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(Instant.now().minusSeconds(10)));
            assertThat(agent.next(HubFrame.Ack.class).through()).isEqualTo(1);
        }
    }

    @Test
    void aPageOfAnotherSiteIsRefusedBeforeItsSocketOpens() {
        assertThatThrownBy(() -> open("/ws/live", "modehub.live.v1", Map.of("Origin", "https://elsewhere.example")))
                .isInstanceOfSatisfying(io.modehub.Socket.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(403));
    }

    @Test
    void aChatAnswerComesEventByEvent() throws Exception {
        HttpRequest question = HttpRequest.newBuilder(URI.create(ADDRESS + "/api/v1/chat"))
                .header("Authorization", "Bearer " + HUB.admin().token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\":\"How long did I work today?\"}"))
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream events = answer.body()) {
            List<String> lines = new String(events.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).contains("event: start", "event: done");
        }
    }

    private static io.modehub.Socket open(String path, String subprotocol, Map<String, String> headers) {
        return io.modehub.Socket.open(HUB.vertx(), SITE, path, subprotocol, headers);
    }

    private static boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", SITE));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
