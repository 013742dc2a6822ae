package org.vmc.vm.vms;

import java.time.Instant;
import java.util.UUID;

/**
 * A disk that no VM has, as shown to users.
 *
 * @param uuid the pool's uuid of it
 * @param vm name of the VM that had it last
 * @param quarantined whether that VM broke on it and was restored; otherwise it was detached
 */
record KeptDiskView(
        UUID id,
        String name,
        String pool,
        String uuid,
        long sizeBytes,
        String owner,
        String team,
        String vm,
        Instant keptAt,
        boolean quarantined) {

    static KeptDiskView of(KeptDisk disk) {
        return new KeptDiskView(
                disk.id,
                disk.name,
                disk.pool,
                disk.vdiUuid,
                disk.sizeBytes,
                disk.owner,
                disk.team,
                disk.vmName,
                disk.keptAt,
                disk.quarantined());
    }
}
