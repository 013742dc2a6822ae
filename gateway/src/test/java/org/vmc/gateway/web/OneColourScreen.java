package org.vmc.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;

/** As little of an RFB 3.8 server as shows a screen (RFC 6143): no security, raw pixels, all of one colour. */
final class OneColourScreen {
    private final int width;
    private final int height;
    private final Buffer heard = Buffer.buffer();
    private int phase;
    private boolean drawn;

    OneColourScreen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void serve(WebSocketBase socket) {
        socket.binaryMessageHandler(part -> {
            heard.appendBuffer(part);
            go(socket);
        });
        socket.writeBinaryMessage(Buffer.buffer("RFB 003.008\n"));
    }

    private void go(WebSocketBase socket) {
        if (phase == 0 && heard.length() >= 12) {
            phase = 1;
            socket.writeBinaryMessage(bytes(1, 1));
        }
        if (phase == 1 && heard.length() >= 13) {
            phase = 2;
            socket.writeBinaryMessage(bytes(0, 0, 0, 0));
        }
        if (phase == 2 && heard.length() >= 14) {
            phase = 3;
            var name = "ci-1";
            socket.writeBinaryMessage(Buffer.buffer()
                    .appendShort((short) width)
                    .appendShort((short) height)
                    .appendBuffer(bytes(32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0))
                    .appendInt(name.length())
                    .appendString(name));
            return;
        }
        if (phase == 3 && !drawn && heard.length() > 14) {
            drawn = true;
            var update = Buffer.buffer()
                    .appendBuffer(bytes(0, 0, 0, 1, 0, 0, 0, 0))
                    .appendShort((short) width)
                    .appendShort((short) height)
                    .appendInt(0);
            for (var pixel = 0; pixel < width * height; pixel++) {
                update.appendBuffer(bytes(30, 90, 160, 0));
            }
            socket.writeBinaryMessage(update);
        }
    }

    private static Buffer bytes(int... values) {
        var buffer = Buffer.buffer();
        for (var value : values) {
            buffer.appendByte((byte) value);
        }
        return buffer;
    }
}
