package org.vmc.vm.placement;

import java.util.Set;

/**
 * What placement knows of a host.
 *
 * @param freeMemoryMib memory that neither a VM there nor a VM on its way there has claimed
 * @param cpus physical CPUs, 0 when unknown
 * @param load what the VMs there and on their way there press
 * @param groupMembers VMs of the demander's group that are there or on their way there
 */
public record HostFacts(
        String uuid,
        String name,
        String address,
        boolean enabled,
        boolean live,
        long freeMemoryMib,
        int cpus,
        Profile load,
        int groupMembers) {

    boolean isOneOf(Set<String> names) {
        return names.contains(name) || names.contains(uuid) || names.contains(address);
    }

    boolean is(String nameOrUuid) {
        return nameOrUuid.equals(name) || nameOrUuid.equals(uuid);
    }
}
