package org.vmc.vm.vms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must answer at a VM's address before it counts as ready, beside its tools.
 *
 * @param greets whether an SSH server must say its greeting, or accepting the connection is enough
 */
record Probe(boolean greets, int port) {

    static final String EXPECTED = "must be tcp:PORT, ssh or ssh:PORT; a command cannot be run in a guest from here";

    private static final Pattern WRITTEN = Pattern.compile("(?:tcp:|(ssh)(?::|$))(\\d{1,5})?");
    private static final int SSH_PORT = 22;
    private static final byte[] GREETING = "SSH-".getBytes(StandardCharsets.US_ASCII);

    static Optional<Probe> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || text.endsWith(":")) {
            return Optional.empty();
        }
        int port = written.group(2) == null ? SSH_PORT : Integer.parseInt(written.group(2));
        return port < 1 || port > 65535 ? Optional.empty() : Optional.of(new Probe(written.group(1) != null, port));
    }

    /** One attempt; what is wrong, or empty when it answers. */
    Optional<String> missing(String address, Duration within) {
        int millis = Math.toIntExact(within.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millis);
            socket.setSoTimeout(millis);
            if (greets
                    && !new String(socket.getInputStream().readNBytes(GREETING.length), StandardCharsets.US_ASCII)
                            .equals(new String(GREETING, StandardCharsets.US_ASCII))) {
                return Optional.of("what answers on port " + port + " to be an SSH server");
            }
            return Optional.empty();
        } catch (IOException silent) {
            return Optional.of((greets ? "SSH on port " : "port ") + port);
        }
    }

    /** As users write it. */
    String written() {
        if (!greets) {
            return "tcp:" + port;
        }
        return port == SSH_PORT ? "ssh" : "ssh:" + port;
    }
}
