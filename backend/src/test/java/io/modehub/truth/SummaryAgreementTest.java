package io.modehub.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.accounts.Role;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.ShippedModel;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever happens, the hub's summaries and spans are the reference's to the millisecond. {@code -Dhistories=500} asks
 * for so many histories, {@code -DfirstHistory=17} for those from that seed on.
 */
class SummaryAgreementTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final ModeModel MODEL = ShippedModel.load();

    @TestFactory
    Stream<DynamicTest> everyHistoryIsSummedUpAsTheReferenceDoes() {
        long first = Long.getLong("firstHistory", 1);
        return LongStream.range(first, first + Integer.getInteger("histories", 20))
                .mapToObj(seed -> DynamicTest.dynamicTest("history " + seed, () -> agree(seed)));
    }

    private static void agree(long seed) {
        RandomHistory history = new RandomHistory(seed);
        try (Player player =
                new Player(HUB, HUB.newcomer(Role.CONTRIBUTOR), history.around(), () -> new ModeTracker(MODEL)::next)) {
            player.play(history.steps());
            assertThat(player.differences())
                    .as("differences in history %d", seed)
                    .isEmpty();
        }
    }
}
