package org.vmc.bot.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A port that nobody listens on, and that nobody else can take meanwhile: it is bound, not listening. */
public final class ClosedPort implements AutoCloseable {

    private final Socket bound = new Socket();

    public ClosedPort() throws IOException {
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public URI chat() {
        return URI.create("ws://127.0.0.1:" + bound.getLocalPort() + "/chat");
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
