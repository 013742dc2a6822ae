package org.vmc.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A free port on loopback that is kept for one server, whether it listens already or not. While it is held the system
 * gives it to nobody who asks for any port; a server that names it and sets {@code SO_REUSEADDR}, as all of ours do,
 * can listen there, stop, and listen again.
 */
public final class HeldPort implements AutoCloseable {

    /** Bound and never used: only what listens is in the way of others who may reuse the address (Linux, socket(7)). */
    private final Socket held = new Socket();

    private HeldPort() {
        try {
            held.setReuseAddress(true);
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException none) {
            throw new UncheckedIOException("No free port on loopback", none);
        }
    }

    public static HeldPort any() {
        return new HeldPort();
    }

    public int number() {
        return held.getLocalPort();
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
