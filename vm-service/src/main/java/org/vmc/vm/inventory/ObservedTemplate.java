package org.vmc.vm.inventory;

import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenBoot;

/**
 * A template users can clone, as its pool last described it.
 *
 * @param toolchain the compiler in it, when whoever made the template noted it; null otherwise
 * @param role what its clones are for, when the template says so itself; null otherwise
 * @param owner user it belongs to; null for one that was not made here
 * @param disksToProvision what disks a clone gets beside those of the template, as XenAPI writes it; empty for none
 */
public record ObservedTemplate(
        String pool,
        VmRef ref,
        String uuid,
        String name,
        String description,
        int memoryMib,
        int vcpus,
        XenBoot boot,
        @Nullable String toolchain,
        @Nullable String role,
        @Nullable String owner,
        String disksToProvision) {}
