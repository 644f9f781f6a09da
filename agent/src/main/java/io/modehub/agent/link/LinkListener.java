package io.modehub.agent.link;

import io.modehub.protocol.HubFrame;
import java.time.Instant;

/** Who wants to know how the link is. Called on the link's threads; must not block. */
public interface LinkListener {
    /** The hub said welcome, and what time it is there. */
    void linked(LinkSettings.Target target, Instant serverTime);

    /**
     * A try or a link ended.
     *
     * @param reason in words
     * @param isFinal whether only ten minutes or pairing again help
     */
    void lost(String reason, boolean isFinal);

    /** This text went to the hub. */
    void sent(String frame);

    /** The hub told this agent's mode. */
    void modeTold(HubFrame.Mode mode);

    /** The hub refused something; the link goes on. */
    void rejected(String code, String message);
}
