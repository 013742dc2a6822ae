package org.vmc.vm.placement;

import java.util.List;
import java.util.Set;

/**
 * What placement knows of a host.
 *
 * @param maintenance whether somebody has emptied it to work on it, whatever the pool says of it
 * @param freeMemoryMib memory that neither a VM there nor a VM on its way there has claimed
 * @param cpus physical CPUs, 0 when unknown
 * @param cpu what its CPUs can do
 * @param storage uuids of the SRs it reaches now
 * @param load what the VMs there and on their way there press
 * @param claimsMib what each VM there or on its way there has claimed
 * @param groupMembers VMs of the demander's group that are there or on their way there
 */
public record HostFacts(
        String uuid,
        String name,
        String address,
        boolean enabled,
        boolean live,
        boolean maintenance,
        long freeMemoryMib,
        int cpus,
        CpuFlags cpu,
        Set<String> storage,
        Profile load,
        List<Long> claimsMib,
        int groupMembers) {

    public HostFacts {
        storage = Set.copyOf(storage);
        claimsMib = List.copyOf(claimsMib);
    }

    /** A host that nobody works on, of which nothing is known beyond its memory, its CPUs and its load. */
    public HostFacts(
            String uuid,
            String name,
            String address,
            boolean enabled,
            boolean live,
            long freeMemoryMib,
            int cpus,
            Profile load,
            int groupMembers) {
        this(
                uuid,
                name,
                address,
                enabled,
                live,
                false,
                freeMemoryMib,
                cpus,
                CpuFlags.UNKNOWN,
                Set.of(),
                load,
                List.of(),
                groupMembers);
    }

    /** Whether it takes VMs at all. */
    public boolean open() {
        return live && enabled && !maintenance;
    }

    /** All its memory that VMs have or could have. */
    public long memoryMib() {
        return freeMemoryMib + claimedMib();
    }

    /** What the VMs there have claimed together. */
    public long claimedMib() {
        return claimsMib.stream().mapToLong(Long::longValue).sum();
    }

    boolean isOneOf(Set<String> names) {
        return names.contains(name) || names.contains(uuid) || names.contains(address);
    }

    boolean is(String nameOrUuid) {
        return nameOrUuid.equals(name) || nameOrUuid.equals(uuid);
    }
}
