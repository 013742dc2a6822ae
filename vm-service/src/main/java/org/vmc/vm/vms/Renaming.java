package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link RenameVm}.
 *
 * @param name the one it had when this was asked for
 * @param newName free at that moment
 */
record Renaming(UUID vmId, String name, String pool, String newName) implements VmInput {}
