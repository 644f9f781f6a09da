package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Socket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting in, staying in, and who may ask from where. */
class SignInApiTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @RegisterExtension
    static final HubUnderTest PUBLIC_HUB = HubUnderTest.at("https://hub.example.org");

    @Test
    void whoKnowsThePasswordIsInAndStaysIn() {
        Rest.Answer in = login(HUB, HubUnderTest.EMAIL, HubUnderTest.PASSWORD);

        assertThat(in.status()).isEqualTo(200);
        JsonObject user = in.json().getJsonObject("user");
        assertThat(user.fieldNames()).containsExactlyInAnyOrder("id", "email", "name", "roles");
        assertThat(HUB.withToken(in.json().getString("accessToken"))
                        .get("me")
                        .json()
                        .getString("email"))
                .isEqualTo(HubUnderTest.EMAIL);
        Rest.Answer again = HUB.nobody().with("Cookie", cookie(in)).send("POST", "auth/refresh", null);
        assertThat(again.status()).isEqualTo(200);
        assertThat(cookie(again)).isNotEqualTo(cookie(in));
    }

    @Test
    void anUnknownPersonAndAWrongPasswordLookAlike() {
        Rest.Answer wrong = login(HUB, HubUnderTest.EMAIL, "wrong");
        Rest.Answer unknown = login(HUB, "nobody@example.org", HubUnderTest.PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("wrong_credentials");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theEmailsCaseAndBlanksDontMatter() {
        assertThat(login(HUB, "  ADMIN@Example.ORG ", HubUnderTest.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void theRefreshCookieIsOutOfReachOfScriptsAndOtherSites() {
        String plain = login(HUB, HubUnderTest.EMAIL, HubUnderTest.PASSWORD).header("Set-Cookie");
        String secure =
                login(PUBLIC_HUB, HubUnderTest.EMAIL, HubUnderTest.PASSWORD).header("Set-Cookie");

        assertThat(plain)
                .contains("HTTPOnly", "SameSite=Strict", "Path=/api/v1/auth")
                .doesNotContain("Secure");
        assertThat(secure).contains("Secure");
    }

    @Test
    void whoSignedOutIsOut() {
        String cookie = cookie(login(HUB, HubUnderTest.EMAIL, HubUnderTest.PASSWORD));

        Rest.Answer out = HUB.nobody().with("Cookie", cookie).send("POST", "auth/logout", null);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(HUB.nobody()
                        .with("Cookie", cookie)
                        .send("POST", "auth/refresh", null)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.org", "null", "http://localhost:1", "https://hub.example.org"})
    void aForeignPageGetsNoSessionAndNoLiveLink(String origin) {
        Rest page = HUB.nobody().with("Origin", origin);
        for (String operation : List.of("login", "link", "refresh", "logout")) {
            Rest.Answer answer = page.post("auth/" + operation, credentials(operation));
            assertThat(answer.status()).as(operation).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("foreign_origin");
        }
        assertThat(liveRefusal(HUB, origin)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:%d", "http://127.0.0.1:%d", "http://[::1]:%d", "HTTP://LOCALHOST:%d"})
    void everySpellingOfTheLoopbackIsItsOwnOrigin(String spelling) {
        String origin = String.format(spelling, HUB.port());

        assertThat(HUB.nobody()
                        .with("Origin", origin)
                        .post("auth/login", credentials("login"))
                        .status())
                .isEqualTo(200);
        HUB.socket("/ws/live", "modehub.live.v1", Map.of("Origin", origin)).close();
    }

    @Test
    void atAPublicAddressOnlyThatIsAtHome() {
        assertThat(liveRefusal(PUBLIC_HUB, "http://localhost:" + PUBLIC_HUB.port()))
                .isEqualTo(403);
        PUBLIC_HUB
                .socket("/ws/live", "modehub.live.v1", Map.of("Origin", "https://hub.example.org"))
                .close();
    }

    private static Rest.Answer login(HubUnderTest hub, String email, String password) {
        return hub.nobody().post("auth/login", JsonObject.of("email", email, "password", password));
    }

    private static JsonObject credentials(String operation) {
        return operation.equals("link")
                ? JsonObject.of("token", "x")
                : JsonObject.of("email", HubUnderTest.EMAIL, "password", HubUnderTest.PASSWORD);
    }

    private static String cookie(Rest.Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }

    private static int liveRefusal(HubUnderTest hub, String origin) {
        return catchThrowableOfType(
                        Socket.Refused.class, () -> hub.socket("/ws/live", "modehub.live.v1", Map.of("Origin", origin)))
                .status();
    }
}
