package io.modehub.accounts;

import io.modehub.activity.AgentId;
import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.config.Secret;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs and checks tokens: JWT by HS256 for people and agents, each with an audience of its own; random ones as hashes. */
public final class Tokens {
    /** Life of a person's access token. */
    public static final Duration ACCESS_LIFE = Duration.ofMinutes(15);

    /** Life of an agent's token. */
    public static final Duration AGENT_LIFE = Duration.ofDays(90);

    private static final String ISSUER = "modehub";
    private static final String PEOPLE = "modehub";
    private static final String AGENTS = "modehub-agent";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final JWTAuth signing;
    private final Optional<JWTAuth> previous;

    public Tokens(Vertx vertx, Secret secret, Optional<Secret> previousSecret, Clock clock) {
        this.clock = clock;
        this.signing = auth(vertx, secret);
        this.previous = previousSecret.map(older -> auth(vertx, older));
    }

    /** Who calls. */
    public record Caller(UserId user, Set<String> roles, Instant expiresAt) {
        public Caller {
            roles = Set.copyOf(roles);
        }
    }

    /** An agent that calls, by its token in force. */
    public record AgentToken(AgentId agent, UUID tokenId, Instant issuedAt, Instant expiresAt) {}

    /** A signed token and its end. */
    public record Signed(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Signed[(hidden), expiresAt=" + expiresAt + "]";
        }
    }

    public Signed forPerson(Person person) {
        JsonObject claims = new JsonObject()
                .put("sub", person.id().toString())
                .put("jti", UUID.randomUUID().toString())
                .put("roles", new JsonArray(person.roles().stream().sorted().toList()));
        return sign(claims, PEOPLE, ACCESS_LIFE);
    }

    public Signed forAgent(AgentId agent, UUID tokenId) {
        JsonObject claims = new JsonObject().put("sub", agent.toString()).put("jti", tokenId.toString());
        return sign(claims, AGENTS, AGENT_LIFE);
    }

    /** The person a token speaks for; fails with {@code unauthenticated}. */
    public Future<Caller> person(@Nullable String token) {
        return verified(token, PEOPLE).map(claims -> {
            Set<String> roles = new HashSet<>();
            claims.getJsonArray("roles", new JsonArray()).forEach(role -> roles.add(String.valueOf(role)));
            return new Caller(
                    new UserId(UUID.fromString(claims.getString("sub"))),
                    roles,
                    Instant.ofEpochSecond(claims.getLong("exp")));
        });
    }

    /** The agent a token speaks for; fails with {@code unauthenticated}. */
    public Future<AgentToken> agent(@Nullable String token) {
        return verified(token, AGENTS)
                .map(claims -> new AgentToken(
                        new AgentId(UUID.fromString(claims.getString("sub"))),
                        UUID.fromString(claims.getString("jti")),
                        Instant.ofEpochSecond(claims.getLong("iat")),
                        Instant.ofEpochSecond(claims.getLong("exp"))));
    }

    /** 256 random bits for a link or a cookie. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the database keeps of a random token. */
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Signed sign(JsonObject claims, String audience, Duration life) {
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(now.plus(life).getEpochSecond());
        claims.put("iss", ISSUER)
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("exp", end.getEpochSecond());
        return new Signed(
                signing.generateToken(
                        claims, new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true)),
                end);
    }

    private Future<JsonObject> verified(@Nullable String token, String audience) {
        if (token == null || token.isBlank()) {
            return Future.failedFuture(unauthenticated());
        }
        TokenCredentials credentials = new TokenCredentials(token);
        Future<JsonObject> checked = signing.authenticate(credentials)
                .recover(failure ->
                        previous.isPresent() ? previous.get().authenticate(credentials) : Future.failedFuture(failure))
                .map(user -> user.attributes().getJsonObject("accessToken"));
        return checked.recover(failure -> Future.failedFuture(unauthenticated()))
                .compose(claims -> isValid(claims, audience)
                        ? Future.succeededFuture(claims)
                        : Future.failedFuture(unauthenticated()));
    }

    /** The library checks signature and times; here are the claims that must be there at all. */
    private boolean isValid(@Nullable JsonObject claims, String audience) {
        return claims != null
                && ISSUER.equals(claims.getValue("iss"))
                && audience.equals(claims.getValue("aud"))
                && claims.getValue("sub") instanceof String
                && claims.getValue("jti") instanceof String
                && claims.getValue("iat") instanceof Number
                && claims.getValue("exp") instanceof Number end
                && Instant.ofEpochSecond(end.longValue()).isAfter(clock.instant());
    }

    private static HubException unauthenticated() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "the token is missing, wrong or expired; sign in again");
    }

    private static JWTAuth auth(Vertx vertx, Secret secret) {
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(secret.bytes()))));
    }
}
