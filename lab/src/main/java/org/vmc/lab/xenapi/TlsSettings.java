package org.vmc.lab.xenapi;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS of a server.
 *
 * @param port port on every host's address; 0 picks a free one
 * @param directory where the key and certificate are kept; empty to make new ones at every start
 */
public record TlsSettings(int port, Optional<Path> directory) {

    private static final int ABOVE_HTTP = 43;

    /**
     * The port somebody chose, or the usual one beside an HTTP port: 8943 beside 8900, a free one beside a free one.
     */
    public static int port(@Nullable Integer chosen, int httpPort) {
        if (chosen != null) {
            return chosen;
        }
        return httpPort == 0 ? 0 : httpPort + ABOVE_HTTP;
    }
}
