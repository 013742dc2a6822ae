package org.vmc.vm.pools;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;

/**
 * A host as shown to users.
 *
 * @param id the pool's uuid of it
 * @param enabled whether it accepts new VMs
 * @param live whether the coordinator hears it
 * @param freeMemoryMib memory no VM on it has claimed
 * @param vms VMs that run on it
 * @param observedAt when the pool was last heard
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HostView(
        String id,
        String name,
        String pool,
        String address,
        boolean enabled,
        boolean live,
        boolean coordinator,
        int cpus,
        long memoryMib,
        long freeMemoryMib,
        long vms,
        @Nullable Instant observedAt) {

    static HostView of(PoolSnapshot pool, ObservedHost host) {
        return new HostView(
                host.uuid(),
                host.name(),
                pool.name(),
                host.address(),
                host.enabled(),
                host.live(),
                pool.coordinator().filter(host::equals).isPresent(),
                host.cpus(),
                host.memoryMib(),
                pool.freeMemoryMib(host.ref()),
                pool.vms().stream().filter(vm -> host.equals(vm.host())).count(),
                pool.observedAt());
    }
}
