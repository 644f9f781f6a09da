package io.modehub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a guesser waits, and who doesn't. */
class LoginLimitsTest {
    private final Hands clock = new Hands();
    private final LoginLimits limits = new LoginLimits(clock);

    @Test
    void eachFailureBeyondTheFreeOnesDoublesTheWait() {
        fail(LoginLimits.FREE_BY_ACCOUNT, "me@example.org", "192.0.2.1");

        for (int wait = 1; wait <= 512; wait *= 2) {
            assertThat(waitOf("me@example.org", "192.0.2.2")).isEqualTo(Duration.ofSeconds(wait));
            clock.turn(Duration.ofSeconds(wait));
            limits.begin("me@example.org", "192.0.2.2");
        }
        assertThat(waitOf("me@example.org", "192.0.2.2")).isEqualTo(LoginLimits.LONGEST_WAIT);
    }

    @Test
    void theAccountsSpellingDoesntMatter() {
        fail(LoginLimits.FREE_BY_ACCOUNT, "me@example.org", "192.0.2.1");

        assertThat(waitOf(" ME@Example.org", "192.0.2.2")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void oneAddressCantTryManyAccounts() {
        for (int i = 0; i < LoginLimits.FREE_BY_ADDRESS; i++) {
            limits.begin(i + "@example.org", "2001:db8:1:2::" + i);
        }

        assertThat(waitOf("new@example.org", "2001:db8:1:2:ffff::1")).isEqualTo(Duration.ofSeconds(1));
        limits.begin("new@example.org", "2001:db8:1:3::1");
    }

    @Test
    void whoeverGetsInHasNothingHeldAgainstThem() {
        fail(LoginLimits.FREE_BY_ACCOUNT - 1, "me@example.org", "192.0.2.1");
        limits.begin("me@example.org", "192.0.2.1").succeeded();

        fail(LoginLimits.FREE_BY_ACCOUNT - 1, "me@example.org", "192.0.2.1");
        limits.begin("me@example.org", "192.0.2.1");
    }

    @Test
    void anAccountOfOnesOwnDoesntBuyGuessesAtOthers() {
        for (int i = 0; i < LoginLimits.FREE_BY_ADDRESS; i++) {
            limits.begin(i + "@example.org", "192.0.2.1");
        }
        clock.turn(Duration.ofSeconds(1));
        limits.begin("own@example.org", "192.0.2.1").succeeded();

        assertThat(waitOf("other@example.org", "192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anHourWithoutATryForgetsAll() {
        fail(LoginLimits.FREE_BY_ACCOUNT, "me@example.org", "192.0.2.1");
        clock.turn(Duration.ofMinutes(61));

        limits.begin("me@example.org", "192.0.2.1");
        limits.begin("me@example.org", "192.0.2.1");
    }

    @Test
    void addressesThatCantBeReadCountAsOne() {
        assertThat(ClientAddresses.network("2001:DB8:0:1::1")).isEqualTo("2001:db8:0:1::/64");
        assertThat(ClientAddresses.network("2001:db8::1")).isEqualTo("2001:db8:0:0::/64");
        assertThat(ClientAddresses.network("::1")).isEqualTo("0:0:0:0::/64");
        assertThat(ClientAddresses.network("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            limits.begin(account, address);
        }
    }

    private Duration waitOf(String account, String address) {
        HubException refusal = catchThrowableOfType(HubException.class, () -> limits.begin(account, address));
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_TRIES);
        assertThatThrownBy(() -> limits.begin(account, address)).isInstanceOf(HubException.class);
        return Duration.ofSeconds(refusal.retryAfter().toSeconds());
    }
}
