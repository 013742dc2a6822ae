package org.vmc.vm.placement;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a VM needs of its host.
 *
 * @param memoryMib what it may use at most, with what the hypervisor needs on top
 * @param spread whether it should keep away from VMs of its own group
 * @param avoidHosts hosts, by name, uuid or address, it must not be put on
 * @param profile what it presses, for hosts whose VMs press something else
 * @param onlyHost the one host, by name or uuid, it may be put on, if somebody said so
 */
public record Demand(
        int memoryMib,
        int vcpus,
        boolean spread,
        Set<String> avoidHosts,
        Profile profile,
        @Nullable String onlyHost) {

    public Demand {
        avoidHosts = Set.copyOf(avoidHosts);
    }

    /** The same of a VM with this profile. */
    public Demand with(Profile pressing) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, pressing, onlyHost);
    }

    /** The same without these hosts. */
    public Demand avoiding(Set<String> hosts) {
        return new Demand(memoryMib, vcpus, spread, hosts, profile, onlyHost);
    }

    /** The same with one host only; any when null. */
    public Demand only(@Nullable String host) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, profile, host);
    }
}
