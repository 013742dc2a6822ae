package org.vmc.vm.inventory;

import org.vmc.vm.placement.CpuFlags;
import org.vmc.vm.xen.HostRef;

/**
 * A host as its pool last described it.
 *
 * @param enabled whether it accepts new VMs
 * @param live whether the coordinator hears it
 * @param cpus physical CPUs, 0 when the pool does not say
 * @param memoryMib what it has
 * @param cpu what its CPUs can do
 * @param maintenance whether it bears the mark of somebody who works on it
 */
public record ObservedHost(
        HostRef ref,
        String uuid,
        String name,
        String address,
        boolean enabled,
        boolean live,
        int cpus,
        long memoryMib,
        CpuFlags cpu,
        boolean maintenance) {}
