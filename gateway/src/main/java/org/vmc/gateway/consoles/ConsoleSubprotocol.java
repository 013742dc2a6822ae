package org.vmc.gateway.consoles;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** What the gateway chooses of the subprotocols a client offers; a browser drops a connection without a choice. */
@Singleton
class ConsoleSubprotocol implements HttpServerOptionsCustomizer {
    /** Room for what somebody pastes: browsers send it in one frame. */
    private static final int LARGEST_FRAME_BYTES = 1 << 20;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol("vmc.console.v1");
        options.setMaxWebSocketFrameSize(LARGEST_FRAME_BYTES);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
