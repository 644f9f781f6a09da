package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the document, tried by everybody. */
class RolesTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static Rest viewer;
    private static Rest contributor;
    private static Rest agent;
    private static final Map<String, Rest> SCRIPTS = new HashMap<>();

    @BeforeAll
    static void meet() {
        viewer = HUB.newcomer(Role.VIEWER);
        contributor = HUB.newcomer(Role.CONTRIBUTOR);
        agent = HUB.withToken(HUB.pair(HUB.admin()).token());
        for (String scope : List.of("read", "post", "write")) {
            SCRIPTS.put(scope, HUB.script(HUB.admin(), scope));
        }
    }

    static Stream<Operation> closedOperations() {
        return Operation.all().stream().filter(operation -> !operation.isPublic());
    }

    static Stream<Operation> publicOperations() {
        return Operation.all().stream().filter(Operation::isPublic);
    }

    @Test
    void theDocumentHasOperationsForEveryRoleAndScope() {
        assertThat(Operation.all()).extracting(Operation::role).contains("public", "viewer", "contributor", "admin");
        assertThat(Operation.all()).extracting(Operation::scope).contains("read", "post", "write", "session");
        assertThat(publicOperations().map(Operation::id))
                .containsExactlyInAnyOrder("login", "redeemLink", "refresh", "logout", "pair");
    }

    @Test
    void theHubWontStartWithAnOperationThatNamesNoRoleOrScope() {
        for (String forgotten : List.of("x-role: viewer", "x-scope: read")) {
            String document = Contract.shipped().yaml().toString().replaceFirst("      " + forgotten + "\n", "");
            assertThatThrownBy(() -> Contract.of(document.getBytes(StandardCharsets.UTF_8)))
                    .hasMessageContaining("must name its x-role");
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void aScriptMayDoWhatItsScopesSay(Operation operation) {
        for (Map.Entry<String, Rest> script : SCRIPTS.entrySet()) {
            boolean allowed = script.getKey().equals(operation.scope())
                    || (script.getKey().equals("write") && operation.scope().equals("post"));
            Rest.Answer answer = operation.by(script.getValue());
            if (allowed) {
                assertAllowed(answer);
            } else {
                assertThat(answer.status()).as(script.getKey()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void aTokenInTheAddressOpensNothing(Operation operation) {
        String token = HUB.admin().token();
        for (String parameter : List.of("access_token", "token", "authorization")) {
            String address = operation.address() + "?" + parameter + "=" + token;
            assertThat(operation.at(HUB.nobody(), address).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void nobodyGetsInWithoutAPersonsToken(Operation operation) {
        for (Rest stranger : List.of(HUB.nobody(), HUB.withToken("nonsense"), agent)) {
            Rest.Answer answer = operation.by(stranger);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void aViewerMayReadAndNoMore(Operation operation) {
        Rest.Answer answer = operation.by(operation.isLeaving() ? HUB.newcomer(Role.VIEWER) : viewer);
        if (operation.role().equals("viewer")) {
            assertAllowed(answer);
        } else {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void aContributorMayDoAllButAdministrate(Operation operation) {
        Rest.Answer answer = operation.by(operation.isLeaving() ? HUB.newcomer(Role.CONTRIBUTOR) : contributor);
        if (operation.role().equals("admin")) {
            assertThat(answer.status()).isEqualTo(403);
        } else {
            assertAllowed(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void anAdministratorMayDoAll(Operation operation) {
        assertAllowed(operation.by(HUB.admin()));
    }

    @ParameterizedTest
    @MethodSource("publicOperations")
    void aPublicOperationIsTheSameForAll(Operation operation) {
        int status = operation.by(HUB.nobody()).status();

        assertThat(operation.by(viewer).status()).isEqualTo(status).isNotEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("closedOperations")
    void anotherSpellingOfTheAddressIsNoWayIn(Operation operation) {
        String body = operation.method().equals("GET") || operation.method().equals("DELETE") ? null : "{}";
        String path = operation.path().startsWith("/") ? operation.path() : "/api/v1/" + operation.address();
        int letter = path.startsWith("/api/v1/") ? "/api/v1/".length() : 1;
        for (String spelling : List.of(
                path + "/",
                path.replace("/v1/", "/v1//"),
                path.replace("/v1/", "/v1/./"),
                path.replace("/v1/", "/v1/x/../"),
                path.substring(0, letter)
                        + String.format("%%%02x", (int) path.charAt(letter))
                        + path.substring(letter + 1))) {
            int status = HUB.nobody().send(operation.method(), spelling, body).status();
            assertThat(status).as(spelling).isIn(400, 401, 404, 405);
        }
    }

    @Test
    void theLiveLinkIsForPeopleAndTheirReadingScripts() {
        assertThat(opensLive(viewer.token())).isTrue();
        assertThat(opensLive(contributor.token())).isTrue();
        assertThat(opensLive(SCRIPTS.get("read").token())).isTrue();
        assertThat(liveClosesWith(SCRIPTS.get("post").token())).isEqualTo(4507);
        assertThat(liveClosesWith(agent.token())).isEqualTo(4500);
        assertThat(liveClosesWith("nonsense")).isEqualTo(4500);
        assertThat(liveClosesWith("")).isEqualTo(4500);
    }

    @Test
    void theAgentLinkIsForDevicesAlone() {
        for (String token : List.of(
                viewer.token(),
                contributor.token(),
                HUB.admin().token(),
                SCRIPTS.get("write").token(),
                "nonsense")) {
            assertThat(agentRefusal(Map.of("Authorization", "Bearer " + token))).isEqualTo(401);
        }
        assertThat(agentRefusal(Map.of())).isEqualTo(401);
        HUB.agent(HUB.pair(HUB.admin())).close();
    }

    private static boolean opensLive(String token) {
        try (Socket page = HUB.live()) {
            page.send(JsonObject.of("type", "auth", "token", token).encode());
            return new JsonObject(page.next()).getString("type").equals("welcome");
        }
    }

    private static int liveClosesWith(String token) {
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", token).encode());
        return page.closed();
    }

    private static int agentRefusal(Map<String, String> headers) {
        return catchThrowableOfType(Socket.Refused.class, () -> HUB.socket("/ws/agent", "modehub.agent.v1", headers))
                .status();
    }

    private static void assertAllowed(Rest.Answer answer) {
        assertThat(answer.status()).isNotIn(401, 403).isLessThan(500);
    }
}
