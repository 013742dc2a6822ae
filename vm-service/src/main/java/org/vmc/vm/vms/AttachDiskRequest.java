package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /disks/{disk}/attach}.
 *
 * @param vm the VM that gets the disk, by name or id
 */
record AttachDiskRequest(@Nullable String vm) {}
