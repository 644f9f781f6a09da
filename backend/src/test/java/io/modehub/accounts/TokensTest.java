package io.modehub.accounts;

import static io.modehub.HubUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.activity.AgentId;
import io.modehub.activity.UserId;
import io.modehub.config.Secret;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
    private static final Secret OTHER = new Secret("fedcba9876543210fedcba9876543210");
    private static final UserId PERSON = new UserId(UUID.randomUUID());
    private static final UUID SESSION = UUID.randomUUID();

    private final Tokens tokens = new Tokens(VERTX, SECRET, Optional.empty(), Clock.systemUTC());

    @AfterAll
    static void close() {
        await(VERTX.close());
    }

    @Test
    void aPersonsTokenSaysWhoCalls() {
        Tokens.AccessToken caller = await(tokens.person(forPerson(tokens).token()));

        assertThat(caller.user()).isEqualTo(PERSON);
        assertThat(caller.roles()).containsExactly("viewer");
    }

    @Test
    void aTokenIsGoodForItsOwnKindAlone() {
        assertRefused(tokens.agent(forPerson(tokens).token()));
        assertRefused(tokens.person(tokens.forAgent(new AgentId(UUID.randomUUID()), UUID.randomUUID())
                .token()));
    }

    @Test
    void aTokenSignedWithAnotherSecretIsRefused() {
        Tokens foreign = new Tokens(VERTX, OTHER, Optional.empty(), Clock.systemUTC());

        assertRefused(tokens.person(forPerson(foreign).token()));
    }

    @Test
    void aTokenOfThePreviousSecretIsStillGood() {
        Tokens rotated = new Tokens(VERTX, OTHER, Optional.of(SECRET), Clock.systemUTC());

        assertThat(await(rotated.person(forPerson(tokens).token())).user()).isEqualTo(PERSON);
        assertRefused(tokens.person(forPerson(rotated).token()));
    }

    @Test
    void aTokenEndsWithItsLife() {
        Tokens past = new Tokens(
                VERTX, SECRET, Optional.empty(), Clock.offset(Clock.systemUTC(), Tokens.ACCESS_LIFE.negated()));

        assertRefused(tokens.person(forPerson(past).token()));
    }

    @Test
    void aTokenIsGoodUntilThen() {
        Tokens past = new Tokens(
                VERTX,
                SECRET,
                Optional.empty(),
                Clock.offset(
                        Clock.systemUTC(),
                        Tokens.ACCESS_LIFE.minus(Duration.ofMinutes(1)).negated()));

        await(tokens.person(forPerson(past).token()));
    }

    @Test
    void aTokenEndsWithARoleForATime() {
        Instant end = Instant.now().plusSeconds(100);

        assertThat(tokens.forPerson(PERSON, SESSION, Set.of("admin"), end)
                        .expiresAt()
                        .getEpochSecond())
                .isEqualTo(end.getEpochSecond());
    }

    @Test
    void anAgentsTokenOfThePreviousSecretIsToBeRenewed() {
        Tokens rotated = new Tokens(VERTX, OTHER, Optional.of(SECRET), Clock.systemUTC());
        AgentId agent = new AgentId(UUID.randomUUID());

        assertThat(await(rotated.agent(tokens.forAgent(agent, UUID.randomUUID()).token()))
                        .outdated())
                .isTrue();
        assertThat(await(rotated.agent(
                                rotated.forAgent(agent, UUID.randomUUID()).token()))
                        .outdated())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS512", "RS256"})
    void aTokenOfAnotherAlgorithmIsRefused(String algorithm) {
        String[] good = forPerson(tokens).token().split("\\.");
        String header = encoded(JsonObject.of("typ", "JWT", "alg", algorithm).encode());

        assertRefused(tokens.person(header + "." + good[1] + "." + good[2]));
        assertRefused(tokens.person(header + "." + good[1] + "."));
    }

    @Test
    void aTokenWithAnotherWordInItIsRefused() {
        String[] good = forPerson(tokens).token().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(good[1]), StandardCharsets.UTF_8);

        assertRefused(tokens.person(good[0] + "." + encoded(claims.replace("viewer", "admin!")) + "." + good[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a.b", "a.b.c.d", "\u0000"})
    void whatIsNoTokenIsRefused(String text) {
        assertRefused(tokens.person(text));
    }

    private static Tokens.Signed forPerson(Tokens signing) {
        return signing.forPerson(PERSON, SESSION, Set.of("viewer"), Instant.MAX);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Future<?> future) {
        assertThatThrownBy(() -> await(future)).hasCauseInstanceOf(HubException.class);
    }
}
