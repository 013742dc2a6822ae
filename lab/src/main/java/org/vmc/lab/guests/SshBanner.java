package org.vmc.lab.guests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The first words of an SSH server. */
final class SshBanner {

    private static final int PORT = 22;
    private static final int LIMIT_MILLIS = 500;
    private static final String START = "SSH-2.0-";

    private SshBanner() {}

    /** Whether an SSH server greets at the address now. */
    static boolean answers(String address) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(address, PORT), LIMIT_MILLIS);
            var words = socket.getInputStream().readNBytes(START.length());
            return new String(words, StandardCharsets.US_ASCII).equals(START);
        } catch (IOException e) {
            return false;
        }
    }
}
