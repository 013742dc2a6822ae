package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/disks}.
 *
 * @param name name of the disk, unique among those of the VM
 * @param size how big, {@code 512M}, {@code 10G} or {@code 2T}
 * @param storage SR it is made in, by name or uuid; the pool's default when unsaid
 */
record NewDisk(
        @Nullable String name,
        @Nullable String size,
        @Nullable String storage) {}
