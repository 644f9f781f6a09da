package io.modehub.chat.models;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The way to a model's server and back. */
interface Transport {
    /**
     * Posts. To be called on a Vert.x context, on which the receiver is told.
     *
     * @param url absolute
     */
    Call post(String url, MultiMap headers, Buffer body, Receiver receiver);

    /** A request that is out. Both methods belong to the context that posted. */
    interface Call {
        /** Closes the connection, at whatever stage it is; the receiver is told nothing more. */
        void cancel();

        /** Nothing more is wanted, but the connection may serve again if the answer ends soon; the receiver is told nothing more. */
        void release();
    }

    /** Is told, in this order: once that it is answered, any number of times bytes, once that it ended or broke. */
    interface Receiver {
        void answered(int status, MultiMap headers);

        void bytes(Buffer some);

        void ended();

        /** No connection, or it was lost before the end. */
        void broke();
    }
}
