package org.vmc.build.workers;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The rows of workers. */
@ApplicationScoped
class WorkerRows implements PanacheRepositoryBase<Worker, UUID> {
    List<Worker> ofBuild(UUID buildId) {
        return list("buildId = ?1 order by name", buildId);
    }
}
