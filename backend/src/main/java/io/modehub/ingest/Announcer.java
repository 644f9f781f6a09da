package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells whoever wants to hear what ingest has done. */
final class Announcer {
    private final LiveBus bus;
    private final Presence presence;

    Announcer(LiveBus bus, Presence presence) {
        this.bus = bus;
        this.presence = presence;
    }

    /** The agent was heard of just now. */
    void seen(AgentRef agent) {
        presence.announce(agent);
    }

    void modeChanged(AgentRef agent, String mode, Session.LiveMode live) {
        bus.publish(
                agent.user(),
                "mode/" + agent.id(),
                LiveFrames.mode(
                        agent.id(),
                        live.version(),
                        mode,
                        live.confidence(),
                        live.since(),
                        live.reasons(),
                        live.source().wire()));
    }

    /** Spans within the stretch of these entries may differ from what a page has. */
    void spansChanged(AgentRef agent, List<Entry> entries) {
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        for (Entry entry : entries) {
            Activity activity = entry.activity();
            Instant at = activity != null
                    ? activity.at()
                    : entry.content() instanceof Entry.ByHand hand ? hand.at() : Instant.MAX;
            Instant end = activity != null ? activity.end() : at;
            from = at.isBefore(from) ? at : from;
            to = end.isAfter(to) ? end : to;
        }
        bus.publish(agent.user(), "span/" + agent.id(), LiveFrames.span(Optional.of(agent.id()), from, to));
    }

    void wordsChanged(AgentRef agent) {
        bus.announceWords(agent.user());
    }
}
