package io.modehub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.accounts.ClientAddresses;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what is told to who is not. */
class AdmissionTest {
    private static final String ADDRESS = "203.0.113.7";

    private long now = 5;
    private final Admission admission = new Admission(new Limits(4, 2, 1, 1, 10, Duration.ofSeconds(1)), () -> now);

    @Test
    void anAddressHoldsOnlySoManyConnectionsAndGetsAPlaceAgainOnceOneIsGivenBack() {
        Admission.Place first = admission.from(ADDRESS);
        admission.from(ADDRESS);
        Admission.Place third = admission.from(ADDRESS);

        HubException refusal = third.refusal().orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_CONNECTIONS);
        assertThat(refusal.retryAfter()).isPositive();
        third.giveBack();
        first.giveBack();
        first.giveBack();

        assertThat(admission.from(ADDRESS).refusal()).isEmpty();
        assertThat(admission.from(ADDRESS).refusal()).isPresent();
    }

    @Test
    void aFullHubTurnsWhoeverComesNextAway() {
        List<Admission.Place> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            places.add(admission.connected());
        }

        assertThat(places.get(3).refusal()).isEmpty();
        assertThat(places.get(4).refusal().orElseThrow().code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(admission.refused(Admission.Refusal.CONNECTIONS)).isEqualTo(1);
        assertThat(admission.connections()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0:0:0:0:0:0:0:1%lo"})
    void whatRunsOnTheHubsOwnMachineMayHaveAnyNumber(String address) {
        for (int i = 0; i < 5; i++) {
            assertThat(admission.from(ClientAddresses.network(address)).refusal())
                    .isEmpty();
        }
    }

    @Test
    void morePagesThanASecondAllowsAreToldToComeBackLater() {
        for (int i = 0; i < 10; i++) {
            admission.page();
        }
        HubException refusal = catchThrowableOfType(HubException.class, admission::page);
        assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refusal.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(16));

        now += Duration.ofMillis(100).toNanos();

        assertThatCode(admission::page).doesNotThrowAnyException();
    }

    @Test
    void aPersonHoldsOnlySoManyPagesAndAgentsOfTheirOwn() {
        UserId person = new UserId(UUID.randomUUID());
        Admission.Place page = admission.of(person, Admission.Kind.PAGE);

        assertThat(admission.of(person, Admission.Kind.AGENT).refusal()).isEmpty();
        assertThat(admission
                        .of(new UserId(UUID.randomUUID()), Admission.Kind.PAGE)
                        .refusal())
                .isEmpty();
        assertThat(admission.of(person, Admission.Kind.PAGE).refusal()).isPresent();

        page.giveBack();
        assertThat(admission.of(person, Admission.Kind.PAGE).refusal()).isEmpty();
    }
}
