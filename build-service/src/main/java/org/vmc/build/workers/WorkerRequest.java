package org.vmc.build.workers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Workers asked of vm-service for a build; its answers carry the operation's id as correlation id. */
@Entity
@Table(name = "worker_request")
class WorkerRequest {
    @Id
    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "operation_id")
    private UUID operationId;

    @Column(name = "wanted")
    private int wanted;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "released_at")
    private @Nullable Instant releasedAt;

    /** For Hibernate. */
    protected WorkerRequest() {}

    WorkerRequest(UUID buildId, UUID operationId, int wanted, Instant requestedAt) {
        this.buildId = buildId;
        this.operationId = operationId;
        this.wanted = wanted;
        this.requestedAt = requestedAt;
    }

    UUID buildId() {
        return buildId;
    }

    UUID operationId() {
        return operationId;
    }

    int wanted() {
        return wanted;
    }

    boolean isReleased() {
        return releasedAt != null;
    }

    void release(Instant now) {
        releasedAt = now;
    }
}
