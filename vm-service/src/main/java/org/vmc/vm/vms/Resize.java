package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link ResizeVm}.
 *
 * @param type name of the flavour it becomes
 */
record Resize(UUID vmId, String name, String pool, String type, int vcpus, int memoryMib) implements VmInput {}
