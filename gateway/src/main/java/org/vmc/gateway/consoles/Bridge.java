package org.vmc.gateway.consoles;

import io.vertx.core.http.WebSocketBase;
import org.jspecify.annotations.Nullable;

/** Two WebSockets tied together: bytes go through no faster than the slower side takes them, and one end ends both. */
final class Bridge {
    private static final short BROKEN_OFF = 1011;
    private static final short USER_UNKNOWN = 4403;

    private final WebSocketBase client;
    private final WebSocketBase service;

    /** Both sides must be paused, or have sent nothing yet. */
    Bridge(WebSocketBase client, WebSocketBase service) {
        this.client = client;
        this.service = service;
        carry(client, service);
        carry(service, client);
        client.resume();
        service.resume();
    }

    /** Ends it because its user holds no token any more. */
    void endForUser() {
        close(client, USER_UNKNOWN, "its user holds no token any more");
        close(service, USER_UNKNOWN, "its user holds no token any more");
    }

    boolean isClosed() {
        return client.isClosed() && service.isClosed();
    }

    private static void carry(WebSocketBase from, WebSocketBase to) {
        from.handler(bytes -> {
            // What is on its way when the other side leaves has nowhere to go.
            if (to.isClosed()) {
                return;
            }
            to.writeBinaryMessage(bytes);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> from.resume());
            }
        });
        from.closeHandler(closed -> end(to, from));
        from.exceptionHandler(broken -> close(to, BROKEN_OFF, null));
    }

    /** Ends a side as the other one ended. */
    static void end(WebSocketBase socket, WebSocketBase closed) {
        close(socket, codeOf(closed), closed.closeReason());
    }

    /** Codes that stand for no code, or for a loss, are never sent (RFC 6455, 7.4.1). */
    private static short codeOf(WebSocketBase closed) {
        var code = closed.closeStatusCode();
        return code == null || code == 1005 || code == 1006 ? BROKEN_OFF : code;
    }

    private static void close(WebSocketBase socket, short code, @Nullable String reason) {
        if (!socket.isClosed()) {
            socket.close(code, reason);
        }
    }
}
