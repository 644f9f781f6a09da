package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What those try who have no business here, and the code they get: an HTTP status, or what a socket closes with. */
class IntrudersTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final String WRONG_KEY = "a key that somebody made up, long enough to sign with";

    /** The public half of a pair is no secret, so an attacker may sign with it where a checker takes any algorithm. */
    private static final String PUBLIC_KEY =
            "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK\n-----END PUBLIC KEY-----\n";

    private static Rest person;
    private static Device device;

    record Attempt(String name, int code, Supplier<Integer> tried) {
        @Override
        public String toString() {
            return name + " -> " + code;
        }
    }

    @BeforeAll
    static void meet() {
        person = HUB.newcomer(Role.CONTRIBUTOR);
        device = HUB.pair(person);
    }

    static Stream<Attempt> table() {
        return Stream.of(
                new Attempt("the person's own token", 200, () -> rest(person.token())),
                new Attempt("the same claims signed with the hub's key", 200, () -> rest(signed(claims()))),
                new Attempt("alg none", 401, () -> rest(header("none") + "." + part(claims()) + ".")),
                new Attempt("alg NONE with the old signature", 401, () -> rest(otherHeader("NONE"))),
                new Attempt(
                        "RS256 in the header, signed as HS256 with the public key",
                        401,
                        () -> rest(signed("RS256", claims(), PUBLIC_KEY))),
                new Attempt(
                        "HS256 with the public key as the secret",
                        401,
                        () -> rest(signed("HS256", claims(), PUBLIC_KEY))),
                new Attempt("RS256 in the header of a good token", 401, () -> rest(otherHeader("RS256"))),
                new Attempt("HS512 in the header of a good token", 401, () -> rest(otherHeader("HS512"))),
                new Attempt("a wrong key", 401, () -> rest(signed("HS256", claims(), WRONG_KEY))),
                new Attempt("expired", 401, () -> rest(signed(claims().put("exp", now() - 1)))),
                new Attempt("not yet valid", 401, () -> rest(signed(claims().put("nbf", now() + 120)))),
                new Attempt("issued in the future", 401, () -> rest(signed(claims().put("iat", now() + 120)))),
                new Attempt("another audience", 401, () -> rest(signed(claims().put("aud", "elsewhere")))),
                new Attempt("the agents' audience", 401, () -> rest(signed(claims().put("aud", "modehub-agent")))),
                new Attempt(
                        "ours among audiences",
                        401,
                        () -> rest(signed(claims().put("aud", JsonArray.of("modehub", "elsewhere"))))),
                new Attempt("no audience", 401, () -> rest(signed(without("aud")))),
                new Attempt("another issuer", 401, () -> rest(signed(claims().put("iss", "elsewhere")))),
                new Attempt("no issuer", 401, () -> rest(signed(without("iss")))),
                new Attempt("no end", 401, () -> rest(signed(without("exp")))),
                new Attempt("an end that is text", 401, () -> rest(signed(claims().put("exp", "never")))),
                new Attempt("no subject", 401, () -> rest(signed(without("sub")))),
                new Attempt("a subject that is no id", 401, () -> rest(signed(claims().put("sub", "' or 1=1 --")))),
                new Attempt("no session", 401, () -> rest(signed(without("sid")))),
                new Attempt(
                        "a session that never was",
                        401,
                        () -> rest(signed(claims().put("sid", "00000000-0000-0000-0000-000000000000")))),
                new Attempt(
                        "another person's session",
                        401,
                        () -> rest(signed(claims().put(
                                        "sub",
                                        claims(HUB.newcomer(Role.ADMIN).token()).getString("sub"))))),
                new Attempt("claims tampered with", 401, IntrudersTest::tampered),
                new Attempt("a role the person hasn't", 403, () -> HUB.withToken(
                                signed(claims().put("roles", JsonArray.of("admin"))))
                        .get("people")
                        .status()),
                new Attempt("no token", 401, () -> HUB.nobody().get("me").status()),
                new Attempt("a token in the address", 401, () -> HUB.nobody()
                        .get("me?access_token=" + person.token())
                        .status()),
                new Attempt(
                        "a token in the live link's address", 4502, () -> liveAt("/ws/live?token=" + person.token())),
                new Attempt(
                        "a token in the agent link's address",
                        401,
                        () -> agentLink("/ws/agent?token=" + device.token(), Map.of())),
                new Attempt("an agent's token on REST", 401, () -> rest(device.token())),
                new Attempt("an agent's token on the live link", 4500, () -> live(device.token())),
                new Attempt(
                        "a person's token on the agent link",
                        401,
                        () -> agentLink("/ws/agent", Map.of("Authorization", "Bearer " + person.token()))),
                new Attempt("a socket that never authenticates", 4502, () -> HUB.live()
                        .closed()),
                new Attempt("a link that never says hello", 4502, () -> HUB.agent(HUB.pair(person))
                        .closed()),
                new Attempt("a refresh token of before the last", 401, IntrudersTest::replayed),
                new Attempt("a pairing code used twice", 404, IntrudersTest::pairedTwice),
                new Attempt("pairing codes guessed", 429, IntrudersTest::codesGuessed),
                new Attempt("a login burst", 429, IntrudersTest::burst),
                new Attempt(
                        "a password of a million characters",
                        400,
                        () -> login(HubUnderTest.EMAIL, "x".repeat(1_000_000), "198.51.100.1")),
                new Attempt(
                        "a body beyond all bounds",
                        413,
                        () -> login(HubUnderTest.EMAIL, "x".repeat(3_000_000), "198.51.100.1")),
                new Attempt("Cyrillic а in the address", 401, () -> lookalike("\u0430dmin@example.org")),
                new Attempt("dotless ı in the address", 401, () -> lookalike("adm\u0131n@example.org")),
                new Attempt("dotted İ in the address", 401, () -> lookalike("ADM\u0130N@example.org")),
                new Attempt("full-width letters in the address", 401, () -> lookalike("\uff41dmin@example.org")),
                new Attempt("the Kelvin sign for a k in an invitation", 422, () -> invited("\u212ate@example.org")),
                new Attempt("the same address in other letters", 409, () -> invited("ADMIN@Example.org")),
                new Attempt("a link made up", 401, () -> HUB.nobody()
                        .post("auth/link", JsonObject.of("token", "x".repeat(43)))
                        .status()),
                new Attempt("a personal token made up", 401, () -> rest("mh_" + "x".repeat(43))),
                new Attempt("a foreign page", 403, () -> HUB.nobody()
                        .with("Origin", "https://evil.example")
                        .post("auth/refresh", "{}")
                        .status()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void nobodyGetsInByIt(Attempt attempt) {
        assertThat(attempt.tried().get()).isEqualTo(attempt.code());
    }

    private static int rest(String token) {
        return HUB.withToken(token).get("me").status();
    }

    private static int live(String token) {
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", token).encode());
        return page.closed();
    }

    private static int liveAt(String address) {
        return HUB.socket(address, "modehub.live.v1", Map.of()).closed();
    }

    private static int agentLink(String address, Map<String, String> headers) {
        return catchThrowableOfType(Socket.Refused.class, () -> HUB.socket(address, "modehub.agent.v1", headers))
                .status();
    }

    private static int tampered() {
        String[] good = person.token().split("\\.");
        String claims = claims().encode().replace("contributor", "admin");
        return rest(good[0] + "." + encoded(claims) + "." + good[2]);
    }

    /** Two rotations away no grace is left. */
    private static int replayed() {
        Rest.Answer in = HUB.nobody()
                .post("auth/login", JsonObject.of("email", HubUnderTest.EMAIL, "password", HubUnderTest.PASSWORD));
        String stolen = cookie(in);
        String next = stolen;
        for (int i = 0; i < 2; i++) {
            next = cookie(HUB.nobody().with("Cookie", next).send("POST", "auth/refresh", null));
        }
        int status = HUB.nobody()
                .with("Cookie", stolen)
                .send("POST", "auth/refresh", null)
                .status();
        assertThat(HUB.nobody()
                        .with("Cookie", next)
                        .send("POST", "auth/refresh", null)
                        .status())
                .as("the whole family has ended")
                .isEqualTo(401);
        assertThat(rest(in.json().getString("accessToken"))).isEqualTo(401);
        return status;
    }

    private static int pairedTwice() {
        String code = person.post("agents/pairings", "{}").json().getString("code");
        assertThat(pair(code, "198.51.100.2")).isEqualTo(200);
        return pair(code, "198.51.100.2");
    }

    private static int codesGuessed() {
        return IntStream.range(0, 10)
                .map(i -> pair("ABCDE-FGHJ" + i, "198.51.100.3"))
                .max()
                .orElse(0);
    }

    private static int pair(String code, String address) {
        return HUB.nobody()
                .with("X-Forwarded-For", address)
                .post("pair", JsonObject.of("code", code, "name", "Laptop", "platform", "linux"))
                .status();
    }

    /** However many at once, no more are looked at than one after the other; the right password helps no more. */
    private static int burst() {
        List<CompletableFuture<Rest.Answer>> all = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> answered("burst@example.org", "guess " + i, "203.0.113." + i)))
                .toList();
        List<Rest.Answer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(answer -> answer.status() == 401)).hasSizeLessThanOrEqualTo(6);
        Rest.Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.code()).isEqualTo("too_many_tries");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
        return refused.status();
    }

    private static int lookalike(String email) {
        return login(email, HubUnderTest.PASSWORD, "198.51.100.4");
    }

    private static int login(String email, String password, String address) {
        return answered(email, password, address).status();
    }

    private static Rest.Answer answered(String email, String password, String address) {
        return HUB.nobody()
                .with("X-Forwarded-For", "192.0.2.9, " + address)
                .post("auth/login", JsonObject.of("email", email, "password", password));
    }

    private static int invited(String email) {
        return HUB.admin()
                .post("people", JsonObject.of("email", email, "name", "Somebody", "role", "viewer"))
                .status();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static JsonObject claims() {
        return claims(person.token());
    }

    private static JsonObject claims(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static JsonObject without(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static String signed(JsonObject claims) {
        return signed("HS256", claims, HubUnderTest.JWT_SECRET.value());
    }

    private static String signed(String algorithm, JsonObject claims, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = header(algorithm) + "." + part(claims);
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String otherHeader(String algorithm) {
        String[] good = person.token().split("\\.");
        return header(algorithm) + "." + good[1] + "." + good[2];
    }

    private static String header(String algorithm) {
        return part(JsonObject.of("typ", "JWT", "alg", algorithm));
    }

    private static String part(JsonObject json) {
        return encoded(json.encode());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String cookie(Rest.Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }
}
