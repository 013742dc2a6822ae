package org.vmc.vm.vms;

import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenStorage;

/**
 * A disk of a VM as shown to users.
 *
 * @param id the pool's uuid of it
 * @param storage name of its SR
 * @param usedBytes what it takes of the SR now
 * @param device name in the guest; empty before it was first plugged
 * @param plugged whether a running guest has it now
 * @param bootable whether the VM boots from it
 */
record DiskView(
        String id,
        String name,
        String storage,
        long sizeBytes,
        long usedBytes,
        String device,
        boolean plugged,
        boolean bootable) {

    static DiskView of(XenDisk disk, PoolSnapshot pool) {
        String storage = pool.storage().stream()
                .filter(sr -> sr.ref().equals(disk.sr()))
                .findFirst()
                .map(XenStorage::name)
                .orElse("");
        return new DiskView(
                disk.uuid(),
                disk.name(),
                storage,
                disk.sizeBytes(),
                disk.usedBytes(),
                disk.device(),
                disk.plugged(),
                disk.bootable());
    }
}
