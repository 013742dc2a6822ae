package org.vmc.vm.vms;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;

/** The rows of disks that no VM has. */
@ApplicationScoped
class KeptDisks implements PanacheRepositoryBase<KeptDisk, UUID> {

    /** All, ordered by name, then id. */
    List<KeptDisk> all() {
        return list("order by name, id");
    }

    /** @throws ProblemException 404 when there is no such disk */
    KeptDisk existing(String id) {
        return uuid(id).flatMap(this::findByIdOptional).orElseThrow(() -> ProblemException.notFound("disk", id));
    }

    /** The one this VM broke on, if it is in quarantine. */
    Optional<KeptDisk> quarantineOf(UUID vmId) {
        return find("vmId = ?1 and restoredUuid is not null", vmId).firstResultOptional();
    }

    boolean has(UUID id) {
        return count("id", id) > 0;
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
