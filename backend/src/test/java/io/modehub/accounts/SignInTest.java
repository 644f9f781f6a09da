package io.modehub.accounts;

import static io.modehub.HubUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modehub.HubUnderTest;
import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AuditStore;
import io.modehub.store.PeopleStore;
import io.modehub.store.SessionStore;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and sign-in links as time goes by. */
class SignInTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final Client HERE = new Client("192.0.2.1", "Firefox, Linux");

    private final Hands clock = new Hands();
    private final List<UserId> told = new ArrayList<>();
    private SignIn signIn;
    private Links links;
    private Person person;

    @BeforeEach
    void build() {
        PeopleStore people = new PeopleStore(HUB.pool());
        links = new Links(people, clock);
        signIn = new SignIn(
                new SignIn.Stores(
                        new UserStore(HUB.pool()), new SessionStore(HUB.pool()), people, new AuditStore(HUB.pool())),
                new Tokens(HUB.vertx(), HubUnderTest.JWT_SECRET, Optional.empty(), clock),
                new Passwords(HUB.vertx()),
                new LoginLimits(clock),
                new OpenSockets() {
                    @Override
                    public void accessChanged(UserId user) {
                        told.add(user);
                    }

                    @Override
                    public void revoked(int agentKey) {
                        throw new AssertionError("no device is meant");
                    }
                },
                clock);
        person = HUB.newPerson(Role.VIEWER);
    }

    @Test
    void aLinkSignsInOnce() {
        String link = await(links.signIn(person.id())).token();

        assertThat(await(signIn.byLink(link, HERE)).person()).isEqualTo(person);
        assertThat(refusal(signIn.byLink(link, HERE))).isEqualTo(ErrorCode.LINK_SPENT);
    }

    @Test
    void aLinkIsSpentAfterADay() {
        String link = await(links.signIn(person.id())).token();
        clock.turn(Links.LIFE);

        assertThat(refusal(signIn.byLink(link, HERE))).isEqualTo(ErrorCode.LINK_SPENT);
    }

    @Test
    void everyRefreshBringsANewToken() {
        String first = session();
        String second = next(first);
        String third = next(second);

        assertThat(third).isNotEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void twoTabsThatRefreshAtOnceBothStayIn() {
        String token = session();
        String next = next(token);
        clock.turn(Duration.ofSeconds(29));

        assertThat(await(signIn.refresh(token, HERE)).refreshToken()).isEmpty();
        assertThat(next(next)).isNotEmpty();
    }

    @Test
    void aTokenReplayedAfterItsGraceEndsTheWholeSession() {
        String stolen = session();
        String next = next(stolen);
        clock.turn(Duration.ofSeconds(31));

        assertThat(refusal(signIn.refresh(stolen, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.refresh(next, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(told).containsExactly(person.id());
    }

    @Test
    void aTokenOfLongAgoEndsTheWholeSession() {
        String stolen = session();
        String next = next(next(next(stolen)));

        assertThat(refusal(signIn.refresh(stolen, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.refresh(next, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aResetTakesPasswordAndSessionsAway() {
        String session = session();
        UUID id = new UUID(1, 2);
        await(signIn.changePassword(person, id, null, "a longer, odder one", HERE));
        String again = session();
        String link = await(links.reset(person)).token();
        assertThat(next(again)).isNotEmpty();

        await(signIn.byLink(link, HERE));

        assertThat(refusal(signIn.refresh(session, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.byPassword(person.email(), "a longer, odder one", HERE)))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        assertThat(await(signIn.now(person.id())).orElseThrow().hasPassword()).isFalse();
    }

    @Test
    void anotherResetLinkPutsTheOneBeforeOutOfForce() {
        String first = await(links.reset(person)).token();
        String second = await(links.reset(person)).token();

        assertThat(refusal(signIn.byLink(first, HERE))).isEqualTo(ErrorCode.LINK_SPENT);
        assertThat(await(signIn.byLink(second, HERE)).person().id()).isEqualTo(person.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password123", "Passwort123", "aaaaaaaaaa", "ＰＡＳＳＷＯＲＤ", "abababab"})
    void aPasswordThatAnybodyWouldGuessIsRefused(String password) {
        assertThatThrownBy(() -> signIn.changePassword(person, new UUID(1, 2), null, password, HERE))
                .isInstanceOfSatisfying(HubException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.INVALID_VALUE));
    }

    @Test
    void aPasswordIsTheSameHoweverItsLettersAreComposed() {
        await(signIn.changePassword(person, new UUID(1, 2), null, "Zu\u0308rich im Mai", HERE));

        assertThat(await(signIn.byPassword(person.email(), "Z\u00fcrich im Mai", HERE))
                        .person()
                        .id())
                .isEqualTo(person.id());
    }

    @Test
    void oneSessionsEndIsNotAnothers() {
        String stolen = session();
        String other = session();
        next(stolen);
        clock.turn(Duration.ofSeconds(31));
        refusal(signIn.refresh(stolen, HERE));

        assertThat(next(other)).isNotEmpty();
    }

    @Test
    void aSessionLivesAsLongAsItIsUsed() {
        String token = session();
        for (int week = 0; week < 8; week++) {
            clock.turn(Duration.ofDays(7));
            token = next(token);
        }
        clock.turn(SignIn.SESSION_LIFE);

        assertThat(refusal(signIn.refresh(token, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoSignedOutIsOut() {
        String token = session();
        await(signIn.signOut(token, HERE));

        assertThat(refusal(signIn.refresh(token, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void nothingRefreshesWithoutAToken() {
        assertThat(refusal(signIn.refresh(null, HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.refresh("made up", HERE))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoHasNoPasswordCantSignInByOne() {
        assertThat(refusal(signIn.byPassword(person.email(), "", HERE))).isEqualTo(ErrorCode.WRONG_CREDENTIALS);
    }

    @Test
    void thereIsOneFirstAdministratorHoweverOftenAHubStarts() {
        FirstAdministrator first = new FirstAdministrator(new UserStore(HUB.pool()), new Passwords(HUB.vertx()), clock);

        assertThat(await(first.ensure(Optional.empty()))).isEqualTo(HUB.administrator());
        assertThat(await(first.needsLink(person))).isTrue();
    }

    private String session() {
        return await(signIn.byLink(await(links.signIn(person.id())).token(), HERE))
                .refreshToken()
                .orElseThrow();
    }

    private String next(String token) {
        return await(signIn.refresh(token, HERE)).refreshToken().orElseThrow();
    }

    private static ErrorCode refusal(Future<?> future) {
        Throwable failure = catchThrowable(() -> await(future));
        return ((HubException) failure.getCause()).code();
    }
}
