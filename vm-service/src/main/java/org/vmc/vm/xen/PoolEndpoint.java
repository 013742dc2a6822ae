package org.vmc.vm.xen;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach a pool and how hard it may be pressed.
 *
 * @param url address of the coordinator, {@code http://host} or {@code https://host}
 * @param trust whose certificates are trusted there; of no matter for {@code http}
 * @param connectTimeout longest wait for a connection; whole seconds, at least one
 * @param replyTimeout longest wait for a reply to one call; whole seconds, at least one
 * @param callsPerSecond calls a second in the long run, event polls not counted
 * @param burst calls that may go out at once after a quiet time
 */
public record PoolEndpoint(
        URI url,
        String user,
        String password,
        PoolTrust trust,
        Duration connectTimeout,
        Duration replyTimeout,
        int callsPerSecond,
        int burst) {

    /** Without the password: this text ends up in logs. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
