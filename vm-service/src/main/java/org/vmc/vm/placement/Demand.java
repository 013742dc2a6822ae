package org.vmc.vm.placement;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a VM needs of its host.
 *
 * @param memoryMib what it may use at most, with what the hypervisor needs on top
 * @param spread whether it should keep away from VMs of its own group
 * @param avoidHosts hosts, by name, uuid or address, it must not be put on
 * @param onlyHost the one host, by name or uuid, it may be put on, if somebody said so
 */
public record Demand(
        int memoryMib,
        int vcpus,
        boolean spread,
        Set<String> avoidHosts,
        @Nullable String onlyHost) {

    public Demand {
        avoidHosts = Set.copyOf(avoidHosts);
    }
}
