package org.vmc.vm.vms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PowerState;

/** A VM that belongs to somebody; see the migration for what the columns mean. */
@Entity
@Table(name = "vm")
class Vm {

    @Id
    UUID id;

    @Column(nullable = false)
    String name;

    @Column(nullable = false)
    String pool;

    @Column(nullable = false)
    String type;

    @Column
    @Nullable
    String role;

    @Column(nullable = false)
    String template;

    @Column(nullable = false)
    int vcpus;

    @Column(name = "memory_mib", nullable = false)
    int memoryMib;

    @Column(nullable = false)
    String owner;

    @Column(nullable = false)
    String team;

    @Column(name = "correlation_id", nullable = false)
    UUID correlationId;

    @Column
    @Nullable
    String probe;

    @Column(name = "checks_disks", nullable = false)
    boolean checksDisks;

    @Column(name = "lease_until")
    @Nullable
    Instant leaseUntil;

    @Column(name = "lease_from")
    @Nullable
    Instant leaseFrom;

    @Column(name = "lease_warned_seconds")
    @Nullable
    Long leaseWarnedSeconds;

    @Column(name = "lease_expired_at")
    @Nullable
    Instant leaseExpiredAt;

    @Column(name = "lease_tried_at")
    @Nullable
    Instant leaseTriedAt;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "xen_uuid")
    @Nullable
    String xenUuid;

    @Column(name = "host_uuid")
    @Nullable
    String hostUuid;

    @Column(name = "host_name")
    @Nullable
    String hostName;

    @Column(nullable = false)
    boolean apart;

    @Column(name = "reserves_memory", nullable = false)
    boolean reservesMemory;

    @Column(name = "start_accepted", nullable = false)
    boolean startAccepted;

    @Column(name = "cutting_power", nullable = false)
    boolean cuttingPower;

    @Enumerated(EnumType.STRING)
    @Column(name = "power_state")
    @Nullable
    PowerState powerState;

    @Column
    @Nullable
    String address;

    @Column(name = "observed_at")
    @Nullable
    Instant observedAt;

    @Column(name = "ready_at")
    @Nullable
    Instant readyAt;

    @Column(name = "released_at")
    @Nullable
    Instant releasedAt;

    @Column(name = "warm_of")
    @Nullable
    String warmOf;

    @Column(name = "warm_taken_by")
    @Nullable
    UUID warmTakenBy;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    /** Gives it another lease, counted from now. */
    void lease(@Nullable Instant until, Instant now) {
        leaseUntil = until;
        leaseFrom = until == null ? null : now;
        leaseWarnedSeconds = null;
        leaseExpiredAt = null;
        leaseTriedAt = null;
    }

    boolean live() {
        return deletedAt == null;
    }

    /** Frees the name. The row stays as a record of what was. */
    void delete(Instant at) {
        deletedAt = at;
        reservesMemory = false;
        startAccepted = false;
        powerState = null;
        address = null;
    }
}
