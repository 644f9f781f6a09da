package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal is a problem of one shape that names what is at fault, and no request is answered by a 500. */
class ProblemsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static Rest person;

    @BeforeAll
    static void meet() {
        person = HUB.admin();
    }

    static Stream<Arguments> faults() {
        String label = "{\"from\":\"2026-01-05T09:00:00Z\",\"to\":\"2026-01-05T10:00:00Z\",\"mode\":\"Work\"}";
        return Stream.of(
                Arguments.of(400, "limit", "GET", "spans?limit=0", null),
                Arguments.of(400, "limit", "GET", "activities?limit=1001", null),
                Arguments.of(400, "limit", "GET", "labels?limit=many", null),
                Arguments.of(400, "from", "GET", "spans?from=yesterday", null),
                Arguments.of(400, "to", "GET", "summary?to=2026-01-05T09:00:00", null),
                Arguments.of(400, "groupBy", "GET", "summary?groupBy=mood", null),
                Arguments.of(400, "name", "POST", "modes", "{}"),
                Arguments.of(400, "name", "POST", "modes", "{\"name\":\"\"}"),
                Arguments.of(400, "colour", "POST", "modes", "{\"name\":\"x\",\"colour\":\"red\"}"),
                Arguments.of(400, "weekStart", "PATCH", "me", "{\"weekStart\":8}"),
                Arguments.of(400, "language", "PATCH", "me", "{\"language\":\"tlh\"}"),
                Arguments.of(400, "email", "POST", "auth/login", "{\"password\":\"x\"}"),
                Arguments.of(400, "mode", "PUT", "modes/current", "{}"),
                Arguments.of(400, "to", "POST", "labels", label.replace("\"to\"", "\"until\"")),
                Arguments.of(400, null, "POST", "modes", "nonsense"),
                Arguments.of(400, null, "POST", "modes", "[]"),
                Arguments.of(400, null, "POST", "modes", "\"name\""),
                Arguments.of(400, null, "POST", "activities", "[".repeat(5_000)),
                Arguments.of(400, null, "POST", "activities", "7"),
                Arguments.of(422, "from", "GET", "spans?from=2026-01-05T09:00:00Z&to=2026-01-05T09:00:00Z", null),
                Arguments.of(422, "from", "GET", "spans?from=2020-01-05T09:00:00Z&to=2026-01-05T09:00:00Z", null),
                Arguments.of(422, "timezone", "GET", "summary?timezone=Mars/Olympus", null),
                Arguments.of(422, "timezone", "PATCH", "me", "{\"timezone\":\"Mars/Olympus\"}"),
                Arguments.of(422, "cursor", "GET", "activities?cursor=!", null),
                Arguments.of(422, "to", "POST", "labels", label.replace("10:00", "08:00")),
                Arguments.of(422, "to", "POST", "labels", label.replace("2026-01-05T10", "8026-01-05T10")),
                Arguments.of(422, "mode", "POST", "labels", label.replace("Work", "Juggling")),
                Arguments.of(422, "name", "POST", "modes", "{\"name\":\"  \"}"),
                Arguments.of(
                        422, "until", "PUT", "modes/current", "{\"mode\":\"Work\",\"until\":\"2020-01-01T00:00:00Z\"}"),
                Arguments.of(422, "0/mouse", "POST", "classify", "{\"durationMs\":5,\"app\":\"x\",\"mouse\":11}"),
                Arguments.of(404, "agentId", "GET", "spans?agentId=nobody", null),
                Arguments.of(404, "id", "DELETE", "agents/nobody", null),
                Arguments.of(404, "id", "PATCH", "spans/zzz", "{\"mode\":\"Work\"}"),
                Arguments.of(404, null, "GET", "nowhere", null),
                Arguments.of(404, null, "GET", "/api/v2/me", null),
                Arguments.of(404, null, "GET", "/nowhere.html", null),
                Arguments.of(404, null, "POST", "pair", "{\"code\":\"ABCDE-FGHJK\",\"name\":\"x\",\"platform\":\"y\"}"),
                Arguments.of(405, null, "DELETE", "summary", null),
                Arguments.of(405, null, "PUT", "summary", "{}"),
                Arguments.of(413, null, "POST", "activities", "[\"" + "x".repeat(3 << 20) + "\"]"),
                Arguments.of(401, null, "POST", "auth/link", "{\"token\":\"spent\"}"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRefusalNamesWhatIsAtFault(int status, String path, String method, String address, String body) {
        Rest.Answer answer = person.send(method, address, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertProblem(answer);
        if (path != null) {
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("path"))
                    .as(answer.body())
                    .isEqualTo(path);
            assertThat(answer.json().getString("detail")).contains(path);
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        Rest.Answer answer = person.with("Content-Type", "text/plain").post("modes", "{\"name\":\"x\"}");

        assertThat(answer.status()).isEqualTo(415);
        assertProblem(answer);
    }

    static Stream<Arguments> oddities() {
        String nul = "\\u0000";
        return Stream.of(
                Arguments.of("GET", "spans?limit=1.0", null),
                Arguments.of("GET", "spans?limit=1e2", null),
                Arguments.of("GET", "spans?limit=1&limit=2", null),
                Arguments.of("GET", "spans?limit=", null),
                Arguments.of("GET", "spans?from=%2B999999999-01-01T00:00:00Z", null),
                Arguments.of("GET", "spans?from=-999999999-01-01T00:00:00Z", null),
                Arguments.of("GET", "spans?from=2026-02-30T00:00:00Z", null),
                Arguments.of("GET", "summary?timezone=%00", null),
                Arguments.of("GET", "summary?mode=%00", null),
                Arguments.of("GET", "summary?groupBy=MODE", null),
                Arguments.of("GET", "activities?cursor=" + cursor("+999999999-01-01T00:00:00Z/1/1"), null),
                Arguments.of("GET", "activities?cursor=" + cursor("2026-01-05T09:00:00Z/1/1/1"), null),
                Arguments.of("GET", "activities?cursor=" + cursor("//"), null),
                Arguments.of("GET", "labels?cursor=" + cursor("999999999999999999"), null),
                Arguments.of("GET", "labels?cursor=" + cursor("-1"), null),
                Arguments.of("GET", "spans?cursor=" + cursor("%s"), null),
                Arguments.of("GET", "%00", null),
                Arguments.of("DELETE", "agents/%00", null),
                Arguments.of("DELETE", "modes/99999999999", null),
                Arguments.of("DELETE", "modes/999999.0", null),
                Arguments.of("DELETE", "modes/999999?moveTo=99999999999", null),
                Arguments.of("DELETE", "modes/999999?moveTo=1.0", null),
                Arguments.of("DELETE", "labels/99999999999999999999", null),
                Arguments.of("DELETE", "labels/1.0", null),
                Arguments.of("PATCH", "spans/s999999999999999999", "{\"mode\":\"Work\"}"),
                Arguments.of("PATCH", "spans/s1-999999999999999999", "{\"mode\":\"Work\"}"),
                Arguments.of("PATCH", "me", "{\"name\":\"" + nul + "\"}"),
                Arguments.of("PATCH", "me", "{\"name\":\"\\ud800\"}"),
                Arguments.of("PATCH", "me", "{\"timezone\":\"" + nul + "\"}"),
                Arguments.of("PATCH", "me", "{\"weekStart\":1.0}"),
                Arguments.of("PATCH", "me", "{}"),
                Arguments.of("POST", "modes", "{\"name\":\"" + nul + "\"}"),
                Arguments.of("POST", "modes", "{\"name\":null}"),
                Arguments.of("PATCH", "modes/999999", "{\"order\":1.0}"),
                Arguments.of("PUT", "modes/current", "{\"mode\":\"" + nul + "\"}"),
                Arguments.of("PUT", "modes/current", "{\"mode\":\"Work\",\"agentId\":\"" + nul + "\"}"),
                Arguments.of("PUT", "modes/current", "{\"mode\":\"Work\",\"until\":\"+999999999-01-01T00:00:00Z\"}"),
                Arguments.of(
                        "POST",
                        "labels",
                        "{\"from\":\"2026-01-05T09:00:00Z\",\"to\":\"2026-01-05T10:00:00Z\",\"mode\":\"" + nul + "\"}"),
                Arguments.of("POST", "auth/login", "{\"email\":\"" + nul + "\",\"password\":\"" + nul + "\"}"),
                Arguments.of("POST", "auth/login", "{\"email\":\"\\ud800\",\"password\":\"\\ud800\"}"),
                Arguments.of("POST", "auth/link", "{\"token\":\"" + nul + "\"}"),
                Arguments.of("POST", "auth/refresh", null),
                Arguments.of("POST", "auth/refresh", "nonsense"),
                Arguments.of(
                        "POST",
                        "pair",
                        "{\"code\":\"" + nul + "\",\"name\":\"x\",\"platform\":\"y\",\"deviceId\":\"" + nul + "\"}"),
                Arguments.of("POST", "classify", "[]"),
                Arguments.of("POST", "classify", "[null]"),
                Arguments.of("POST", "classify", "{\"durationMs\":5,\"app\":\"" + nul + "\"}"),
                Arguments.of(
                        "POST", "classify", "{\"at\":\"+999999999-01-01T00:00:00Z\",\"durationMs\":5,\"app\":\"x\"}"),
                Arguments.of("POST", "activities", "[null,[],7,{}]"),
                Arguments.of("POST", "activities", ""),
                Arguments.of(
                        "POST", "/log_activity", "{\"app_name\":\"x\",\"timestamp\":\"+999999999-01-01T00:00:00Z\"}"),
                Arguments.of("POST", "/log_activity", "{\"app_name\":\"" + nul + "\"}"),
                Arguments.of("POST", "/log_activity", "[]"),
                Arguments.of("GET", "/ws/live", null),
                Arguments.of("GET", "/ws/agent", null),
                Arguments.of("GET", "/../../etc/passwd", null),
                Arguments.of("GET", "/%2e%2e/%2e%2e/etc/passwd", null),
                Arguments.of("OPTIONS", "me", null),
                Arguments.of("HEAD", "me", null));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void noOddityIsAnsweredByAnInternalError(String method, String address, String body) {
        Rest.Answer answer = person.send(method, address, body);

        assertThat(answer.status()).as(answer.body()).isLessThan(500);
        if (answer.status() >= 400 && !method.equals("HEAD")) {
            assertProblem(answer);
        }
    }

    @Test
    void anAgentsUpgradeThatIsNoneIsNoInternalError() {
        Rest agent = HUB.withToken(HUB.pair(person).token());

        assertThat(agent.get("/ws/agent").status()).isBetween(400, 499);
    }

    @Test
    void aUsedPairingCodeIsSpent() {
        String code = person.post("agents/pairings", "{}").json().getString("code");
        JsonObject request = JsonObject.of("code", code, "name", "x", "platform", "y");
        HUB.nobody().post("pair", request);

        Rest.Answer again = HUB.nobody().post("pair", request);

        assertThat(again.status()).isEqualTo(404);
        assertThat(again.code()).isEqualTo("pairing_spent");
    }

    @Test
    void aPairingCodeIsReadHoweverItIsTyped() {
        String code = person.post("agents/pairings", "{}").json().getString("code");
        String typed = " " + code.toLowerCase(java.util.Locale.ROOT).replace("-", "") + " ";

        assertThat(HUB.nobody()
                        .post("pair", JsonObject.of("code", typed, "name", "x", "platform", "y"))
                        .status())
                .isEqualTo(200);
    }

    private static void assertProblem(Rest.Answer answer) {
        assertThat(answer.header("Content-Type")).as(answer.body()).isEqualTo("application/problem+json");
        JsonObject problem = answer.json();
        assertThat(problem.fieldNames()).contains("type", "title", "status", "detail", "code", "errors");
        assertThat(problem.getInteger("status")).isEqualTo(answer.status());
        assertThat(problem.getString("detail")).isNotBlank();
    }

    private static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }
}
