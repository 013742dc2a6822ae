package org.vmc.vm.vms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A disk that was taken from its VM and belongs to somebody; see the migration for what the columns mean. */
@Entity
@Table(name = "kept_disk")
class KeptDisk {

    @Id
    UUID id;

    @Column(nullable = false)
    String pool;

    @Column(name = "vdi_uuid", nullable = false)
    String vdiUuid;

    @Column(nullable = false)
    String name;

    @Column(name = "size_bytes", nullable = false)
    long sizeBytes;

    @Column(nullable = false)
    String owner;

    @Column(nullable = false)
    String team;

    @Column(name = "vm_id", nullable = false)
    UUID vmId;

    @Column(name = "vm_name", nullable = false)
    String vmName;

    @Column(name = "kept_at", nullable = false)
    Instant keptAt;

    @Column(name = "restored_uuid")
    @Nullable
    String restoredUuid;

    @Column
    @Nullable
    String slot;

    @Column(name = "former_name")
    @Nullable
    String formerName;

    /** A disk of this VM that is kept from now on. */
    static KeptDisk of(Vm vm, UUID id, String vdiUuid, String name, long sizeBytes, Instant at) {
        KeptDisk disk = new KeptDisk();
        disk.id = id;
        disk.pool = vm.pool;
        disk.vdiUuid = vdiUuid;
        disk.name = name;
        disk.sizeBytes = sizeBytes;
        disk.owner = vm.owner;
        disk.team = vm.team;
        disk.vmId = vm.id;
        disk.vmName = vm.name;
        disk.keptAt = at;
        return disk;
    }

    /** Whether it was taken from a VM that was restored then, rather than detached. */
    boolean quarantined() {
        return restoredUuid != null;
    }
}
