package org.vmc.build.workers;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The rows of worker requests. */
@ApplicationScoped
class WorkerRequests implements PanacheRepositoryBase<WorkerRequest, UUID> {
    Optional<WorkerRequest> ofOperation(UUID operationId) {
        return find("operationId", operationId).firstResultOptional();
    }
}
