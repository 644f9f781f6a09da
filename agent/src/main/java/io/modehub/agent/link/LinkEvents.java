package io.modehub.agent.link;

import io.modehub.protocol.HubFrame;
import java.time.Instant;

/** What a session tells its link. */
interface LinkEvents {
    /** The hub said welcome, and what time it is there. */
    void linked(Instant serverTime);

    /** This text went to the hub. */
    void sent(String frame);

    /** The hub told this agent's mode. */
    void modeTold(HubFrame.Mode mode);

    /** From now on this is the agent's token. */
    void tokenRenewed(String token);

    /** The hub, or the way to it, refused something; the link goes on. */
    void rejected(String code, String message);
}
