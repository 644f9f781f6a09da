package io.modehub.accounts;

import static io.modehub.HubUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modehub.HubUnderTest;
import io.modehub.activity.Person;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions and sign-in links as time goes by. */
class SignInTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Hands clock = new Hands();
    private SignIn signIn;
    private Person person;

    /** A clock that is turned by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.now();

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void build() {
        signIn = new SignIn(
                new UserStore(HUB.pool()),
                new Tokens(HUB.vertx(), HubUnderTest.JWT_SECRET, Optional.empty(), clock),
                new Passwords(HUB.vertx()),
                clock);
        person = HUB.newPerson(Role.VIEWER);
    }

    @Test
    void aLinkSignsInOnce() {
        String link = await(signIn.link(person.id()));

        assertThat(await(signIn.byLink(link)).person()).isEqualTo(person);
        assertThat(refusal(signIn.byLink(link))).isEqualTo(ErrorCode.LINK_SPENT);
    }

    @Test
    void aLinkIsSpentAfterADay() {
        String link = await(signIn.link(person.id()));
        clock.turn(SignIn.LINK_LIFE);

        assertThat(refusal(signIn.byLink(link))).isEqualTo(ErrorCode.LINK_SPENT);
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

        assertThat(await(signIn.refresh(token)).refreshToken()).isEmpty();
        assertThat(next(next)).isNotEmpty();
    }

    @Test
    void aTokenReplayedAfterItsGraceEndsTheWholeSession() {
        String stolen = session();
        String next = next(stolen);
        clock.turn(Duration.ofSeconds(31));

        assertThat(refusal(signIn.refresh(stolen))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.refresh(next))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void oneSessionsEndIsNotAnothers() {
        String stolen = session();
        String other = session();
        next(stolen);
        clock.turn(Duration.ofSeconds(31));
        refusal(signIn.refresh(stolen));

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

        assertThat(refusal(signIn.refresh(token))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoSignedOutIsOut() {
        String token = session();
        await(signIn.signOut(token));

        assertThat(refusal(signIn.refresh(token))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void nothingRefreshesWithoutAToken() {
        assertThat(refusal(signIn.refresh(null))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(signIn.refresh("made up"))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoHasNoPasswordCantSignInByOne() {
        assertThat(refusal(signIn.byPassword(person.email(), ""))).isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        assertThat(await(signIn.needsLink(person))).isTrue();
    }

    @Test
    void thereIsOneFirstAdministratorHoweverOftenAHubStarts() {
        assertThat(await(signIn.ensureAdministrator(Optional.empty()))).isEqualTo(HUB.administrator());
    }

    private String session() {
        return await(signIn.byLink(await(signIn.link(person.id()))))
                .refreshToken()
                .orElseThrow();
    }

    private String next(String token) {
        return await(signIn.refresh(token)).refreshToken().orElseThrow();
    }

    private static ErrorCode refusal(Future<?> future) {
        Throwable failure = catchThrowable(() -> await(future));
        return ((HubException) failure.getCause()).code();
    }
}
