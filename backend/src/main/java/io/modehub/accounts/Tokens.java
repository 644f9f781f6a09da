package io.modehub.accounts;

import io.modehub.activity.AgentId;
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
import java.util.regex.Pattern;
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
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Far longer than any of ours. */
    private static final int LONGEST = 2_000;

    /** Clocks of two hubs may differ by so much. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final JWTAuth signing;
    private final Optional<JWTAuth> previous;

    public Tokens(Vertx vertx, Secret secret, Optional<Secret> previousSecret, Clock clock) {
        this.clock = clock;
        this.signing = auth(vertx, secret);
        this.previous = previousSecret.map(older -> auth(vertx, older));
    }

    /** What a person's access token says; whether that still holds, {@link Callers} know. */
    record AccessToken(UserId user, UUID session, Set<String> roles, Instant expiresAt) {
        AccessToken {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * An agent that calls, by its token in force.
     *
     * @param outdated whether it is signed with the previous secret, and so must be renewed before that one is taken away
     */
    public record AgentToken(AgentId agent, UUID tokenId, Instant issuedAt, Instant expiresAt, boolean outdated) {}

    /** A signed token and its end. */
    public record Signed(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Signed[(hidden), expiresAt=" + expiresAt + "]";
        }
    }

    /** A token for {@link #ACCESS_LIFE}, or until the roles end where that is sooner. */
    Signed forPerson(UserId user, UUID session, Set<String> roles, Instant rolesEnd) {
        JsonObject claims = new JsonObject()
                .put("sub", user.toString())
                .put("sid", session.toString())
                .put("jti", UUID.randomUUID().toString())
                .put("roles", new JsonArray(roles.stream().sorted().toList()));
        Instant end = clock.instant().plus(ACCESS_LIFE);
        return sign(claims, PEOPLE, rolesEnd.isBefore(end) ? rolesEnd : end);
    }

    public Signed forAgent(AgentId agent, UUID tokenId) {
        JsonObject claims = new JsonObject().put("sub", agent.toString()).put("jti", tokenId.toString());
        return sign(claims, AGENTS, clock.instant().plus(AGENT_LIFE));
    }

    /** What a person's token says; fails with {@code unauthenticated}. */
    Future<AccessToken> person(@Nullable String token) {
        return verified(token, PEOPLE).map(Verified::claims).compose(claims -> {
            if (!isUuid(claims.getValue("sid")) || !(claims.getValue("roles") instanceof JsonArray names)) {
                return Future.failedFuture(unauthenticated());
            }
            Set<String> roles = new HashSet<>();
            names.forEach(role -> roles.add(String.valueOf(role)));
            return Future.succeededFuture(new AccessToken(
                    new UserId(UUID.fromString(claims.getString("sub"))),
                    UUID.fromString(claims.getString("sid")),
                    roles,
                    Instant.ofEpochSecond(claims.getLong("exp"))));
        });
    }

    /** The agent a token speaks for; fails with {@code unauthenticated}. */
    public Future<AgentToken> agent(@Nullable String token) {
        return verified(token, AGENTS)
                .map(verified -> new AgentToken(
                        new AgentId(UUID.fromString(verified.claims().getString("sub"))),
                        UUID.fromString(verified.claims().getString("jti")),
                        Instant.ofEpochSecond(verified.claims().getLong("iat")),
                        Instant.ofEpochSecond(verified.claims().getLong("exp")),
                        verified.outdated()));
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

    private Signed sign(JsonObject claims, String audience, Instant until) {
        Instant end = Instant.ofEpochSecond(until.getEpochSecond());
        claims.put("iss", ISSUER)
                .put("aud", audience)
                .put("iat", clock.instant().getEpochSecond())
                .put("exp", end.getEpochSecond());
        return new Signed(
                signing.generateToken(
                        claims, new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true)),
                end);
    }

    /** Claims of a token whose signature, times, issuer and audience are right. */
    private record Verified(JsonObject claims, boolean outdated) {}

    private Future<Verified> verified(@Nullable String token, String audience) {
        if (token == null || token.isBlank() || token.length() > LONGEST) {
            return Future.failedFuture(unauthenticated());
        }
        return claims(signing, token)
                .map(claims -> new Verified(claims, false))
                .recover(failure -> previous.isPresent()
                        ? claims(previous.get(), token).map(claims -> new Verified(claims, true))
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(unauthenticated()))
                .compose(verified -> isValid(verified.claims(), audience)
                        ? Future.succeededFuture(verified)
                        : Future.failedFuture(unauthenticated()));
    }

    private static Future<JsonObject> claims(JWTAuth auth, String token) {
        // The library throws at some claims of the wrong type instead of refusing the token.
        return Future.succeededFuture()
                .compose(nothing -> auth.authenticate(new TokenCredentials(token)))
                .map(user -> user.attributes().getJsonObject("accessToken"));
    }

    /** The library checks the signature; here is what must be there at all, and the times by our own clock. */
    private boolean isValid(@Nullable JsonObject claims, String audience) {
        return claims != null
                && ISSUER.equals(claims.getValue("iss"))
                && audience.equals(claims.getValue("aud"))
                && isUuid(claims.getValue("sub"))
                && isUuid(claims.getValue("jti"))
                && claims.getValue("iat") instanceof Number issued
                && !isAhead(issued)
                && !(claims.getValue("nbf") instanceof Number start && isAhead(start))
                && claims.getValue("exp") instanceof Number end
                && Instant.ofEpochSecond(end.longValue()).isAfter(clock.instant());
    }

    private boolean isAhead(Number seconds) {
        return Instant.ofEpochSecond(seconds.longValue())
                .isAfter(clock.instant().plus(CLOCKS_APART));
    }

    private static boolean isUuid(@Nullable Object claim) {
        return claim instanceof String text && UUID_SHAPE.matcher(text).matches();
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
