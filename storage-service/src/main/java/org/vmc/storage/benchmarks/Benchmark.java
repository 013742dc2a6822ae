package org.vmc.storage.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.OperationState;

/** A benchmark: what was asked for, and whether it has ended. */
@Entity
@Table(name = "benchmark")
class Benchmark {

    @Id
    UUID id;

    @Column(name = "client")
    String client;

    @Column(name = "directories")
    int directories;

    @Column(name = "files")
    int files;

    @Column(name = "bytes")
    int bytes;

    @Column(name = "rounds")
    int rounds;

    /** In the order asked for, with blanks between. */
    @Column(name = "targets")
    String targets;

    @Column(name = "owner")
    String owner;

    @Column(name = "team")
    String team;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    OperationState state = OperationState.RUNNING;

    /** For Hibernate. */
    Benchmark() {}

    List<String> targetList() {
        return Arrays.asList(targets.split(" "));
    }
}
