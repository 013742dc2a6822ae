package org.vmc.vm.vms;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms/{id}/disks/{disk}/move}.
 *
 * @param to the VM that gets the disk, by name or id
 */
record MoveDiskRequest(@Nullable String to) {}
