package org.vmc.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Finds a port for a server that may reuse its address. */
final class FreePort {

    private FreePort() {}

    /** Bound and never used: until it is closed, the system gives its local port to nobody who asks for any port. */
    static Socket hold() throws IOException {
        Socket held = new Socket();
        held.setReuseAddress(true);
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return held;
    }
}
