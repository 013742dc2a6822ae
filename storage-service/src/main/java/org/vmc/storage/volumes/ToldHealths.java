package org.vmc.storage.volumes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was told of the volumes. */
@ApplicationScoped
class ToldHealths implements PanacheRepositoryBase<ToldHealth, UUID> {

    /** Of all volumes; one that is not there was never told of. */
    @Transactional
    Map<UUID, ToldHealth.State> states() {
        return listAll().stream().collect(Collectors.toMap(told -> told.volumeId, told -> told.state));
    }

    @Transactional
    Optional<ToldHealth> of(UUID volume) {
        return findByIdOptional(volume);
    }

    /** The row, held until the caller's transaction ends, whole to begin with; empty when the volume is gone. */
    Optional<ToldHealth> hold(UUID volume, Instant now) {
        getEntityManager()
                .createNativeQuery("insert into volume_health (volume_id, state, lost_bricks, since)"
                        + " select id, 'WHOLE', '', :now from volume where id = :volume on conflict do nothing")
                .setParameter("now", now)
                .setParameter("volume", volume)
                .executeUpdate();
        return findByIdOptional(volume, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A volume that is stopped is neither whole nor not. */
    @Transactional
    void forget(List<UUID> volumes) {
        if (!volumes.isEmpty()) {
            delete("volumeId in ?1", volumes);
        }
    }
}
