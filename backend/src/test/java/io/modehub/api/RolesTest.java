package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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

    record Operation(String method, String path, String role) {
        /** An address with ids of nothing. */
        String address() {
            return path.replaceFirst("^/", "")
                    .replace("modes/{id}", "modes/999999")
                    .replace("labels/{id}", "labels/999999")
                    .replace("spans/{id}", "spans/s999999")
                    .replace("{id}", UUID.randomUUID().toString());
        }

        /** Whoever does this is gone afterwards. */
        boolean isLeaving() {
            return method.equals("DELETE") && path.equals("/me");
        }

        Rest.Answer by(Rest caller) {
            return caller.send(method, address(), method.equals("GET") || method.equals("DELETE") ? null : "{}");
        }
    }

    @BeforeAll
    static void meet() {
        viewer = HUB.newcomer(Role.VIEWER);
        contributor = HUB.newcomer(Role.CONTRIBUTOR);
        agent = HUB.withToken(HUB.pair(HUB.admin()).token());
    }

    static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(Files.readString(Path.of("src/main/resources/openapi.yaml")))
                .get("paths");
        paths.properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        method.getValue().get("x-role").asText()))));
        operations.add(new Operation("POST", "//log_activity", "contributor"));
        operations.add(new Operation("GET", "//get_logs", "viewer"));
        return operations;
    }

    static Stream<Operation> closedOperations() throws IOException {
        return operations().stream().filter(operation -> !operation.role().equals("public"));
    }

    static Stream<Operation> publicOperations() throws IOException {
        return operations().stream().filter(operation -> operation.role().equals("public"));
    }

    @Test
    void theDocumentHasOperationsForEveryRole() throws IOException {
        assertThat(operations()).extracting(Operation::role).contains("public", "viewer", "contributor");
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
        String path = "/api/v1/" + operation.address();
        for (String spelling : List.of(
                path + "/",
                path.replace("/v1/", "/v1//"),
                path.replace("/v1/", "/v1/./"),
                path.replace("/v1/", "/v1/x/../"),
                path.substring(0, 9) + String.format("%%%02x", (int) path.charAt(9)) + path.substring(10))) {
            int status = HUB.nobody().send(operation.method(), spelling, body).status();
            assertThat(status).as(spelling).isIn(400, 401, 404, 405);
        }
    }

    private static void assertAllowed(Rest.Answer answer) {
        assertThat(answer.status()).isNotIn(401, 403).isLessThan(500);
    }
}
