package org.vmc.lab.xenapi.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A request and its response. Streams are never held in memory: a slow client slows its handler down. For one thread;
 * after {@link #upgrade} for two.
 */
public interface Exchange {

    /** Head of the request. */
    Request request();

    /** Body of the request. Reading fails when the client goes away before all of it came. */
    InputStream body();

    /** Sends the head of the response; the body is written to the stream, which must be closed. */
    OutputStream respond(Response response) throws IOException;

    /**
     * Answers {@code CONNECT} with 200, or a WebSocket handshake with 101, and takes over the connection.
     *
     * @throws HttpRefusal when the request is neither
     */
    Duplex upgrade() throws IOException;
}
