package org.vmc.gateway.operations;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vmc.gateway.upstream.Service;

/**
 * Which service answered for an operation before. An operation never changes its service, and whoever follows one asks
 * for it several times a second: all but the first time it costs one service a request, not every service. Thread-safe.
 */
@ApplicationScoped
class Owners {

    private static final int MOST = 10_000;

    private final Map<UUID, Service> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Service> eldest) {
            return size() > MOST;
        }
    });

    Optional<Service> of(UUID operation) {
        return Optional.ofNullable(known.get(operation));
    }

    void learn(UUID operation, Service owner) {
        known.put(operation, owner);
    }
}
