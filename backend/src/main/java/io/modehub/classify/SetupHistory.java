package io.modehub.classify;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which setup holds since when. An activity is judged by the setup at its start, whenever that happens: live, late, or in a
 * run over the past, so all of them come to the same. Immutable.
 */
public final class SetupHistory {
    private final NavigableMap<Instant, Setup> from;

    /** @param from setups by the moment from which they hold; the first holds for all time before it too */
    public SetupHistory(Map<Instant, Setup> from) {
        if (from.isEmpty()) {
            throw new IllegalArgumentException("a person has at least one setup");
        }
        this.from = new TreeMap<>(from);
    }

    /** One setup for all time. */
    public static SetupHistory always(Setup setup) {
        return new SetupHistory(Map.of(Instant.EPOCH, setup));
    }

    /** The same as though these rules had been in force from that moment on. */
    public SetupHistory withRules(OwnRules rules, Instant since) {
        Map<Instant, Setup> fresh = new TreeMap<>(from.headMap(since, false));
        fresh.put(since, at(since).withRules(rules));
        from.tailMap(since, false).forEach((moment, setup) -> fresh.put(moment, setup.withRules(rules)));
        return new SetupHistory(fresh);
    }

    /** What judges an activity that begins at that moment. */
    public Setup at(Instant moment) {
        Map.Entry<Instant, Setup> entry = from.floorEntry(moment);
        return entry == null ? from.firstEntry().getValue() : entry.getValue();
    }

    /** The same with another model all the time. */
    public SetupHistory with(ModeModel model) {
        Map<Instant, Setup> changed = new TreeMap<>();
        from.forEach((since, setup) ->
                changed.put(since, new Setup(setup.rules(), model, setup.pace(), setup.zone(), false)));
        return new SetupHistory(changed);
    }

    /** Whether one setup holds for all time. */
    public boolean isConstant() {
        return from.size() == 1;
    }

    /** What judges from now on. */
    public Setup latest() {
        return from.lastEntry().getValue();
    }
}
