package io.modehub.agent.link;

/** What a session tells its link. */
interface LinkEvents {
    /** The hub said welcome. */
    void linked();

    /** From now on this is the agent's token. */
    void tokenRenewed(String token);

    /** The hub, or the way to it, refused something; the link goes on. */
    void rejected(String code, String message);
}
