package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/snapshots}.
 *
 * @param name name of the snapshot, unique among those of the VM
 * @param memory whether what runs is to be kept too; false when unsaid
 */
record NewSnapshot(@Nullable String name, @Nullable Boolean memory) {

    boolean withMemory() {
        return Boolean.TRUE.equals(memory);
    }
}
