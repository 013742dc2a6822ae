package org.vmc.storage.preflight;

import java.time.Duration;
import org.vmc.storage.gluster.Reach;

/**
 * A connection that hosts need, and whether there is one.
 *
 * @param listens whether something is known to listen there; otherwise a refusal proves as well that nothing in between
 *     swallows it
 * @param purpose who listens there, or would
 */
record Connection(Reach reach, boolean listens, String purpose) {

    boolean isThere() {
        return switch (reach.result()) {
            case OPEN -> true;
            case REFUSED -> !listens;
            case SILENT, UNRESOLVED, UNREACHABLE, UNKNOWN -> false;
        };
    }

    /**
     * What is so, and what to do when it must not be.
     *
     * @param ports that must be open there
     * @param limit after which a port is called silent
     */
    String explanation(PortPlan ports, Duration limit) {
        var from = reach.from();
        var to = reach.to();
        var open = "accept TCP %s from %s in the firewall of %s".formatted(ports.ports(), from, to.host());
        return switch (reach.result()) {
            case OPEN -> "open";
            case REFUSED ->
                isThere()
                        ? "nothing listens there yet, and nothing stands in between"
                        : "refused, so nothing listens there or a firewall rejects it: see on %s with ss -ltn whether %s listens (%s), then %s"
                                .formatted(to.host(), purpose, start(to.port()), open);
            case SILENT ->
                "no answer within %d s, so a firewall drops it or %s is down: %s"
                        .formatted(limit.toSeconds(), to.host(), open);
            case UNRESOLVED ->
                "%s does not know the name %s: add it to the DNS, or to /etc/hosts on %1$s".formatted(from, to.host());
            case UNREACHABLE ->
                "%s has no way to %s (%s): look at cables, addresses and routes of both"
                        .formatted(from, to.host(), reach.said());
            case UNKNOWN -> "it could not be tried from %s: %s".formatted(from, reach.said());
        };
    }

    private static String start(int port) {
        return port == PortPlan.DAEMON ? "systemctl enable --now glusterd" : "/storage volume start";
    }
}
