package org.vmc.vm.pools;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;

/**
 * A pool as shown to users.
 *
 * @param reachable whether it is being heard
 * @param trouble why not
 * @param coordinator host that takes its commands
 * @param observedAt when it was last heard
 * @param ageMillis how long ago that is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PoolView(
        String name,
        boolean reachable,
        @Nullable String trouble,
        @Nullable String coordinator,
        int hosts,
        int vms,
        @Nullable Instant observedAt,
        @Nullable Long ageMillis) {

    static PoolView of(PoolSnapshot pool, Instant now) {
        Instant observedAt = pool.observedAt();
        return new PoolView(
                pool.name(),
                pool.reachable(),
                pool.trouble(),
                pool.coordinator().map(ObservedHost::name).orElse(null),
                pool.hosts().size(),
                pool.vms().size(),
                observedAt,
                observedAt == null ? null : Duration.between(observedAt, now).toMillis());
    }
}
