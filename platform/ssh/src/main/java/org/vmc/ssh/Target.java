package org.vmc.ssh;

import java.nio.file.Path;

/**
 * Where a command runs and as whom.
 *
 * @param host name or address as the network knows it
 * @param port 1..65535, usually 22
 * @param user account on that host
 * @param keyFile private key without passphrase; the only way of authentication
 */
public record Target(String host, int port, String user, Path keyFile) {

    public Target {
        if (host.isBlank() || host.startsWith("-") || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("not a host: '" + host + "'");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1..65535");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("user is empty");
        }
    }

    /** The account on the host's usual port, 22. */
    public static Target of(String host, String user, Path keyFile) {
        return new Target(host, 22, user, keyFile);
    }

    /** The name under which OpenSSH's {@code known_hosts} keeps this host. */
    String knownHostsName() {
        return port == 22 ? host : "[" + host + "]:" + port;
    }

    @Override
    public String toString() {
        return user + "@" + host + (port == 22 ? "" : ":" + port);
    }
}
