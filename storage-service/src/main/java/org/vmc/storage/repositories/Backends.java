package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.vmc.http.problem.ProblemException;

/** What SRs lie on, of every sort. */
@ApplicationScoped
class Backends {

    private final Instance<BackendPort> ports;

    Backends(@Any Instance<BackendPort> ports) {
        this.ports = ports;
    }

    /** @throws ProblemException 409 or 503 when no host of a pool could reach it */
    void requireReachable(Backend backend) {
        ports.stream()
                .filter(port -> port.sort().equals(backend.sort()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody knows what a " + backend.sort() + " is"))
                .requireReachable(backend);
    }
}
