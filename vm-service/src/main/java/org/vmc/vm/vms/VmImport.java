package org.vmc.vm.vms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An upload of an archive; see the migration for what the columns mean. */
@Entity
@Table(name = "vm_import")
class VmImport {

    @Id
    UUID id;

    @Column(nullable = false)
    String name;

    @Column(nullable = false)
    String pool;

    @Column(nullable = false)
    String owner;

    @Column(nullable = false)
    String team;

    @Column
    @Nullable
    String task;

    @Column(name = "begun_at", nullable = false)
    Instant begunAt;

    @Column(name = "over_at")
    @Nullable
    Instant overAt;

    @Column(nullable = false)
    boolean abandoned;
}
