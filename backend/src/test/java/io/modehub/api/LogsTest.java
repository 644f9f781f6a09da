package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Whatever happens, and however much is logged of it, the log tells nobody's secrets. */
class LogsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final String TITLE = "Quarterly figures";
    private static final String PASSWORD = "seven odd green bicycles";

    private final Logger root = (Logger) LoggerFactory.getLogger("io.modehub");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        heard.start();
        root.setLevel(Level.DEBUG);
        root.addAppender(heard);
    }

    @AfterEach
    void leave() {
        root.detachAppender(heard);
        root.setLevel(null);
    }

    @Test
    void nothingThatGoesRightOrWrongTellsASecret() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        Rest caller = HUB.withToken(HUB.tokenOf(person));
        Device device = HUB.pair(caller);
        String script = HUB.script(caller, "read", "write").token();
        caller.put("me/password", JsonObject.of("password", PASSWORD));
        Rest.Answer in = login(person.email(), PASSWORD);
        login(person.email(), PASSWORD + "!");
        HUB.nobody().with("Cookie", cookie(in)).send("POST", "auth/refresh", null);
        HUB.nobody().with("Cookie", cookie(in) + "x").send("POST", "auth/refresh", null);
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.titled(Samples.yesterday(), "editor", TITLE));
            agent.sendItems(2, "{\"app\":\"editor\",\"title\":\"" + TITLE + "\",\"durationMs\":-1}");
            agent.untilAcked(2);
            agent.raw().send("{\"type\":\"activities\",\"title\":\"" + TITLE + "\"");
            agent.closed();
        }
        caller.post("activities", JsonArray.of(JsonObject.of("app", TITLE, "title", TITLE, "at", "never")));
        caller.post("activities", "[{\"title\":\"" + TITLE + "\"");
        caller.post(
                "rules",
                JsonObject.of("name", TITLE, "mode", "Nothing", "title", JsonObject.of("pattern", TITLE + "(")));
        caller.post("classify", JsonObject.of("app", TITLE, "title", TITLE, "mouse", "much"));
        caller.with("Content-Type", "multipart/form-data; boundary=x")
                .send(
                        "POST",
                        "import",
                        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + TITLE
                                + "\"\r\n\r\n{\"kind\":\"activity\",\"title\":\"" + TITLE + "\"}\r\n--x--\r\n");
        caller.get("export?format=json");
        caller.post("chat", JsonObject.of("question", "How long was I in " + TITLE + "?"));
        try (Socket page = HUB.live()) {
            page.send(
                    JsonObject.of("type", "auth", "token", caller.token() + "x").encode());
            page.closed();
        }
        HUB.nobody().get("me?access_token=" + caller.token());
        caller.delete("me");

        List<String> secrets = List.of(
                TITLE,
                PASSWORD,
                person.email(),
                caller.token(),
                device.token(),
                script,
                cookie(in).substring(cookie(in).indexOf('=') + 1),
                HubUnderTest.JWT_SECRET.value(),
                HubUnderTest.EMAIL,
                HubUnderTest.PASSWORD);
        root.detachAppender(heard);
        assertThat(heard.list).isNotEmpty();
        for (ILoggingEvent event : List.copyOf(heard.list)) {
            String all = event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            assertThat(all).doesNotContain(secrets.toArray(String[]::new));
        }
    }

    private static Rest.Answer login(String email, String password) {
        return HUB.nobody().post("auth/login", JsonObject.of("email", email, "password", password));
    }

    private static String cookie(Rest.Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }
}
