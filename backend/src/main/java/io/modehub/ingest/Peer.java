package io.modehub.ingest;

import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;

/** Whoever sends activities into a lane. Called on the lane's thread; must not block. */
public interface Peer {
    /** Something to tell; an {@code ack} comes only after its commit. */
    void tell(HubFrame frame);

    /** The lane has room again, after {@link Ingest.Stream#offer} said that there was none. */
    default void goOn() {}

    /** The stream ends here, for this reason. */
    void end(CloseCode code, String why);
}
