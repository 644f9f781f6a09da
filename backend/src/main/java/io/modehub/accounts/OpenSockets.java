package io.modehub.accounts;

import io.modehub.activity.UserId;

/** Sockets that are open for people and devices, on whatever hub; told when something changed about who may use them. */
public interface OpenSockets {
    /** A session ended, a role changed, a person was disabled: their pages show their tokens again. */
    void accessChanged(UserId user);

    /** A device's token was taken away: its links end. */
    void revoked(int agentKey);
}
