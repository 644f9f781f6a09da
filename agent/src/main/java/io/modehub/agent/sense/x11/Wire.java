package io.modehub.agent.sense.x11;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from an X server, each call in bounded time. */
interface Wire extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /** Fills the buffer; throws where the server falls silent or goes. */
    void read(ByteBuffer bytes) throws IOException;

    @Override
    void close() throws IOException;
}
