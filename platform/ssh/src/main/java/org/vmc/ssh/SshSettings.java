package org.vmc.ssh;

import java.time.Duration;

/**
 * How connections are made and kept.
 *
 * @param connectTimeout for TCP connect, key exchange and authentication together
 * @param keepAlive pause between keep-alive messages on a silent connection
 * @param keepAliveMisses unanswered messages after which a connection counts as lost
 * @param connectionsPerHost commands and transfers at one time to one target; more wait
 * @param idleTimeout an unused connection is closed after this time
 * @param captureBytes kept of each output stream; the rest is only counted and streamed
 */
public record SshSettings(
        Duration connectTimeout,
        Duration keepAlive,
        int keepAliveMisses,
        int connectionsPerHost,
        Duration idleTimeout,
        int captureBytes) {

    public static final SshSettings DEFAULT = new SshSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 3, 8, Duration.ofSeconds(60), 4 * 1024 * 1024);

    public SshSettings {
        if (!connectTimeout.isPositive() || !keepAlive.isPositive() || idleTimeout.isNegative()) {
            throw new IllegalArgumentException("times must be positive");
        }
        if (keepAliveMisses < 1 || connectionsPerHost < 1 || captureBytes < 0) {
            throw new IllegalArgumentException("counts must be positive");
        }
    }

    public SshSettings withConnectTimeout(Duration value) {
        return new SshSettings(value, keepAlive, keepAliveMisses, connectionsPerHost, idleTimeout, captureBytes);
    }

    public SshSettings withKeepAlive(Duration value, int misses) {
        return new SshSettings(connectTimeout, value, misses, connectionsPerHost, idleTimeout, captureBytes);
    }

    public SshSettings withConnectionsPerHost(int value) {
        return new SshSettings(connectTimeout, keepAlive, keepAliveMisses, value, idleTimeout, captureBytes);
    }

    public SshSettings withCaptureBytes(int value) {
        return new SshSettings(connectTimeout, keepAlive, keepAliveMisses, connectionsPerHost, idleTimeout, value);
    }
}
