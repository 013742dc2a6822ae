package org.vmc.vm.inventory;

import org.vmc.vm.xen.VmRef;

/** A template users can clone, as its pool last described it. */
public record ObservedTemplate(
        String pool, VmRef ref, String uuid, String name, String description, int memoryMib, int vcpus) {}
