package org.vmc.lab.xenapi.handler;

import java.io.IOException;

/** Answers the requests of one method and path. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers a request whose sender is known and allowed.
     *
     * @throws HttpRefusal to answer with an error page
     * @throws org.vmc.lab.xenapi.model.XapiError to answer with status 500 and the error; once the response has begun,
     *     the connection is closed instead
     * @throws IOException when the client is gone
     */
    void handle(Exchange exchange) throws IOException, InterruptedException;
}
