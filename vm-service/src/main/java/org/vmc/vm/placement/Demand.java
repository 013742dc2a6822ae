package org.vmc.vm.placement;

import java.util.Map;
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
 * @param apart whether it must not be on one host with a VM of its own group
 * @param storage names of the SRs its disks are on, by uuid
 * @param cpu what it found when it booted, if it runs
 * @param policy what a host is preferred for
 */
public record Demand(
        int memoryMib,
        int vcpus,
        boolean spread,
        Set<String> avoidHosts,
        Profile profile,
        @Nullable String onlyHost,
        boolean apart,
        Map<String, String> storage,
        CpuFlags cpu,
        PlacementPolicy policy) {

    public Demand {
        avoidHosts = Set.copyOf(avoidHosts);
        storage = Map.copyOf(storage);
    }

    /** The demand of a VM that has neither disks nor a CPU yet, and that may be on one host with its group. */
    public Demand(
            int memoryMib,
            int vcpus,
            boolean spread,
            Set<String> avoidHosts,
            Profile profile,
            @Nullable String onlyHost) {
        this(
                memoryMib,
                vcpus,
                spread,
                avoidHosts,
                profile,
                onlyHost,
                false,
                Map.of(),
                CpuFlags.UNKNOWN,
                PlacementPolicy.SPREAD);
    }

    /** The same of a VM with this profile. */
    public Demand with(Profile pressing) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, pressing, onlyHost, apart, storage, cpu, policy);
    }

    /** The same with other hosts preferred. */
    public Demand with(PlacementPolicy preferred) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, profile, onlyHost, apart, storage, cpu, preferred);
    }

    /** The same without these hosts. */
    public Demand avoiding(Set<String> hosts) {
        return new Demand(memoryMib, vcpus, spread, hosts, profile, onlyHost, apart, storage, cpu, policy);
    }

    /** The same with one host only; any when null. */
    public Demand only(@Nullable String host) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, profile, host, apart, storage, cpu, policy);
    }

    /** The same of a VM that must, or need not, keep away from its group. */
    public Demand apart(boolean alone) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, profile, onlyHost, alone, storage, cpu, policy);
    }

    /** The same of a VM with disks on these SRs that has found this CPU. */
    public Demand needing(Map<String, String> srs, CpuFlags flags) {
        return new Demand(memoryMib, vcpus, spread, avoidHosts, profile, onlyHost, apart, srs, flags, policy);
    }
}
