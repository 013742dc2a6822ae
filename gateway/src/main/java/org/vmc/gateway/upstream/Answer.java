package org.vmc.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A service's whole answer.
 *
 * @param service who answered
 * @param body as received; empty when there was none
 */
public record Answer(Service service, int status, MultiMap headers, Buffer body) {
    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Whether the service itself is in trouble, as opposed to refusing the request. */
    public boolean isBroken() {
        return status >= 500;
    }
}
