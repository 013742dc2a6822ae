package org.vmc.gateway.consoles;

import io.vertx.core.http.WebSocketBase;
import org.jspecify.annotations.Nullable;

/**
 * Two WebSockets tied together: what one says goes through no faster than the other takes it, and one end ends both.
 */
public final class Bridge {
    private static final short BROKEN_OFF = 1011;
    private static final short USER_UNKNOWN = 4403;

    private final WebSocketBase client;
    private final WebSocketBase service;

    private Bridge(WebSocketBase client, WebSocketBase service) {
        this.client = client;
        this.service = service;
    }

    /** Carries bytes. Both sides must be paused, or have sent nothing yet. */
    static Bridge ofBytes(WebSocketBase client, WebSocketBase service) {
        var bridge = new Bridge(client, service);
        carryBytes(client, service);
        carryBytes(service, client);
        return bridge.begin();
    }

    /** Carries texts of any length, in the frames they come in. Both sides must be paused, or have sent nothing yet. */
    public static Bridge ofTexts(WebSocketBase client, WebSocketBase service) {
        var bridge = new Bridge(client, service);
        carryTexts(client, service);
        carryTexts(service, client);
        return bridge.begin();
    }

    /** Ends it because its user holds no token any more. */
    void endForUser() {
        end(USER_UNKNOWN, "its user holds no token any more");
    }

    /** Ends both sides with a code and a reason of ours. */
    public void end(short code, String reason) {
        close(client, code, reason);
        close(service, code, reason);
    }

    private Bridge begin() {
        endTogether(client, service);
        endTogether(service, client);
        client.resume();
        service.resume();
        return this;
    }

    public boolean isClosed() {
        return client.isClosed() && service.isClosed();
    }

    private static void carryBytes(WebSocketBase from, WebSocketBase to) {
        from.handler(bytes -> {
            // What is on its way when the other side leaves has nowhere to go.
            if (to.isClosed()) {
                return;
            }
            to.writeBinaryMessage(bytes);
            waitFor(to, from);
        });
    }

    private static void carryTexts(WebSocketBase from, WebSocketBase to) {
        from.frameHandler(frame -> {
            if (to.isClosed() || !(frame.isText() || frame.isContinuation())) {
                return;
            }
            to.writeFrame(frame);
            waitFor(to, from);
        });
    }

    private static void waitFor(WebSocketBase to, WebSocketBase from) {
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private static void endTogether(WebSocketBase from, WebSocketBase to) {
        from.closeHandler(closed -> end(to, from));
        from.exceptionHandler(broken -> close(to, BROKEN_OFF, null));
    }

    /** Ends a side as the other one ended. */
    public static void end(WebSocketBase socket, WebSocketBase closed) {
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
