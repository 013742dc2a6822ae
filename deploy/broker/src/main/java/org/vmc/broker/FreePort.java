package org.vmc.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port nobody listens on at the moment of asking. */
final class FreePort {

    private FreePort() {}

    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
