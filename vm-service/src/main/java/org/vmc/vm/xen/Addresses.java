package org.vmc.vm.xen;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the coordinator of a pool answers, as far as known, and where to ask when it does not: the address that was
 * given, and the hosts that were seen in the pool since. Thread-safe.
 */
final class Addresses {

    private final URI given;
    private volatile List<URI> known;
    private volatile URI current;
    private int next;

    Addresses(URI given) {
        this.given = given;
        this.known = List.of(given);
        this.current = given;
    }

    URI current() {
        return current;
    }

    /** The pool has these hosts. */
    synchronized void know(Collection<String> hosts) {
        Set<URI> all = new LinkedHashSet<>();
        all.add(given);
        hosts.stream().filter(host -> !host.isBlank()).map(this::at).forEach(all::add);
        known = List.copyOf(all);
    }

    /** A host named the coordinator; no name is taken for the address that was given. */
    void follow(String coordinator) {
        current = coordinator.isBlank() ? given : at(coordinator);
    }

    /**
     * Nobody coordinates at this address; another is asked next. Hosts may go on naming a coordinator that is lost, so
     * the round goes on where it was, not after the one that is left.
     */
    synchronized void leave(URI left) {
        if (!left.equals(current)) {
            return;
        }
        for (int tries = 0; tries < known.size(); tries++) {
            URI candidate = known.get(next++ % known.size());
            if (!candidate.equals(left)) {
                current = candidate;
                return;
            }
        }
    }

    private URI at(String host) {
        String port = given.getPort() < 0 ? "" : ":" + given.getPort();
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(given.getScheme() + "://" + name + port);
    }
}
