package org.vmc.lab.guests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The first words of an SSH server. */
final class SshBanner {

    private static final int PORT = 22;
    private static final int CONNECT_MILLIS = 500;
    /**
     * Each connection costs the server a process. Where many guests start on a few CPUs it is slow to greet, and
     * whoever gives up and asks again makes it slower, until no guest is ever ready.
     */
    private static final int GREETING_MILLIS = 15_000;

    private static final String START = "SSH-2.0-";

    private SshBanner() {}

    /** Whether an SSH server greets at the address; no sooner than it does, or the connection ends. */
    static boolean answers(String address) {
        return answers(new InetSocketAddress(address, PORT));
    }

    static boolean answers(InetSocketAddress server) {
        return answers(server, GREETING_MILLIS);
    }

    /** As {@link #answers(String)}, waiting for the greeting no longer than this. */
    static boolean answers(String address, int greetingMillis) {
        return answers(new InetSocketAddress(address, PORT), greetingMillis);
    }

    private static boolean answers(InetSocketAddress server, int greetingMillis) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(greetingMillis);
            socket.connect(server, CONNECT_MILLIS);
            var words = socket.getInputStream().readNBytes(START.length());
            return new String(words, StandardCharsets.US_ASCII).equals(START);
        } catch (IOException e) {
            return false;
        }
    }
}
