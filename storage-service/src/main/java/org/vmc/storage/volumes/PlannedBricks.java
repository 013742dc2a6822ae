package org.vmc.storage.volumes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.storage.gluster.Brick;

/** The bricks that accepted operations are going to add. */
@ApplicationScoped
class PlannedBricks implements PanacheRepositoryBase<PlannedBrick, UUID> {

    /** Promises the room of bricks until the plan is forgotten. */
    void plan(UUID planId, UUID volumeId, List<PromisedBrick> bricks) {
        for (var promised : bricks) {
            var planned = new PlannedBrick();
            planned.id = UUID.randomUUID();
            planned.planId = planId;
            planned.volumeId = volumeId;
            planned.host = promised.brick().host();
            planned.path = promised.brick().path();
            planned.promisedBytes = promised.bytes();
            persist(planned);
        }
    }

    List<Brick> of(UUID volumeId) {
        return list("volumeId", volumeId).stream().map(PlannedBrick::brick).toList();
    }

    /** Once the bricks are the volume's own, or nobody's. */
    void forget(UUID planId) {
        delete("planId", planId);
    }
}
