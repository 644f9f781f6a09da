package io.modehub.truth;

import io.modehub.protocol.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in a history. Agents are named by slots, which the first report of each fills. */
sealed interface Step {
    /** An agent says hello for the first time. */
    record Pair(int slot, boolean scripts) implements Step {}

    /** Activities by the agent link, or by POST where the slot is the scripts'. */
    record Report(int slot, List<Activity> activities) implements Step {}

    /** Labels, said together where there are several. */
    record Say(List<Words> words) implements Step {}

    /** One label; without a slot it is the person's own. */
    record Words(@Nullable Integer slot, long from, long to, String mode) {}

    /** Takes back one of the requests there were, whole; {@code pick} chooses among them. */
    record TakeBack(int pick) implements Step {}

    /** Takes back a single label, perhaps one of a bulk. */
    record TakeBackOne(int pick) implements Step {}

    /** Corrects one of the spans a slot's timeline, or the person's, shows. */
    record Correct(@Nullable Integer slot, int pick, String mode) implements Step {}

    record DeleteAgent(int slot) implements Step {}

    record DeleteMode(String mode, String moveTo) implements Step {}

    /** The hub's upkeep. */
    record Settle() implements Step {}

    /** Questions to compare the answers of; of agents by slot. */
    record Ask(List<Question> questions) implements Step {}
}
