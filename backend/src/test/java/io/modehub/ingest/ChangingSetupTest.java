package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.store.RollupStore;
import io.modehub.store.SetupStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What judges a person's activities may change at any moment and on any hub. */
class ChangingSetupTest {
    private static final int CHANGES = 40;
    private static final int A_BATCH = 20;

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Person owner = HUB.newPerson(Role.CONTRIBUTOR);
    private final Instant start = Samples.yesterday();

    @Test
    void losesNothingWhileSetupsChange() {
        Device device = HUB.pair(HUB.withToken(HUB.tokenOf(owner)));
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());

        long next = 1;
        for (int change = 1; change <= CHANGES; change++) {
            agent.send(next, Samples.typing(start.plusSeconds(5 * (next - 1)), A_BATCH));
            next += A_BATCH;
            changeBehindTheHubsBack(change);
            agent.send(next, Samples.typing(start.plusSeconds(5 * (next - 1)), A_BATCH));
            next += A_BATCH;
        }
        agent.untilAcked(next - 1);
        HUB.settle();

        assertThat(HUB.stored(device))
                .containsExactlyElementsOf(LongStream.range(1, next).boxed().toList());
        assertThat(HUB.verify().waitingDays()).isZero();
        assertThat(HUB.rows("select 1 from setups where user_id = ?", owner.id().value()))
                .hasSizeGreaterThan(1);
        agent.close();
    }

    /** As another hub would: this one hears of it only from the database. */
    private void changeBehindTheHubsBack(int change) {
        Instant from = start.plusSeconds(60L * change);
        HubUnderTest.await(HUB.pool().withTransaction(connection -> RollupStore.lock(connection, Set.of(owner.id()))
                .compose(locked -> SetupStore.rewrite(
                        connection, owner.id(), from, setup -> setup.withZone(ZoneOffset.ofHours(change % 12))))));
    }
}
