package io.modehub.ingest;

import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import io.modehub.protocol.HubFrame;
import io.modehub.spans.DayTally;
import io.modehub.spans.SpanChanges;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered thing on its way to the database.
 *
 * @param through the sequence number it makes durable, together with all before it
 */
record Entry(Session session, long through, Content content) {
    /** Why an activity of a day that has as many as it may have is set aside. */
    static final String DAY_IS_FULL =
            "at lies in a day that has " + DayTally.MOST + " activities of this device already; report longer windows";

    /** What is to be written. */
    sealed interface Content {}

    /**
     * An activity in order, with what it changed; {@code present} where a person showed during it; {@code itemId} is the
     * client's own name of a posted one; {@code setupVersion} tells which version of the person's setups judged it.
     */
    record InOrder(
            Sample sample,
            List<SpanChanges> changes,
            boolean present,
            @Nullable String itemId,
            long setupVersion) implements Content {
        Activity activity() {
            return sample.activity();
        }

        /** Whether spans began or went, not only grew. */
        boolean turned() {
            for (SpanChanges change : changes) {
                if (change.put().size() > 1 || !change.gone().isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** An activity older than what was folded: its stretch is replayed in the transaction. */
    record Late(Sample sample, @Nullable String itemId) implements Content {
        Activity activity() {
            return sample.activity();
        }
    }

    /** An item refused, kept aside with its reason. */
    record Aside(HubFrame.Reject reject, String item) implements Content {}

    /** What fell into a pause: acknowledged, and forgotten. */
    record Skipped() implements Content {}

    /** Numbers the agent lost. */
    record Lost(long from, long to, String reason) implements Content {}

    /** A mode set on the device. */
    record ByHand(
            Instant at, @Nullable Integer modeId, @Nullable Instant until) implements Content {}

    /** The activity, where there is one. */
    @Nullable Activity activity() {
        if (content instanceof InOrder inOrder) {
            return inOrder.activity();
        }
        return content instanceof Late late ? late.activity() : null;
    }

    /** What it takes in memory, in units of some kB. */
    int weight() {
        Activity activity = activity();
        if (activity == null) {
            return content instanceof Aside aside ? 1 + aside.item().length() / DayTally.UNIT : 1;
        }
        return DayTally.weight(activity);
    }

    /** The same number to be judged in the transaction, where it was judged already. */
    Entry late() {
        return content instanceof InOrder inOrder
                ? new Entry(session, through, new Late(inOrder.sample(), inOrder.itemId()))
                : this;
    }

    /** The same number with its item set aside instead. */
    Entry aside(HubFrame.Reject reject, String item) {
        return new Entry(session, through, new Aside(reject, item));
    }
}
