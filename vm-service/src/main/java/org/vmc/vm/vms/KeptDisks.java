package org.vmc.vm.vms;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
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

    /**
     * Refuses what would take a disk away from who it is kept for: it was connected to a VM in the pool itself.
     *
     * @param vm the VM it is connected to
     * @throws ProblemException 409 saying whose it is, or that it is in quarantine
     */
    void requireNotKept(Vm vm, String vdiUuid) {
        of(vm.pool, vdiUuid)
                .filter(disk -> disk.quarantined() || !disk.owner.equals(vm.owner))
                .ifPresent(disk -> {
                    throw ProblemException.conflict(
                            disk.quarantined()
                                    ? "This disk is the one %s broke on and in quarantine; put it back with /vm restore undo name:%s, or disconnect it from %s in the pool."
                                            .formatted(disk.vmName, disk.vmName, vm.name)
                                    : "This disk is kept for %s, and somebody has connected it to %s in the pool; disconnect it there."
                                            .formatted(disk.owner, vm.name));
                });
    }

    /**
     * Writes that this disk is kept. What was written of it before is out of date: a VM has had it since. Violates no
     * constraint, so that the end of an operation can rely on it.
     */
    void keep(KeptDisk disk) {
        of(disk.pool, disk.vdiUuid).ifPresent(this::delete);
        flush();
        persist(disk);
    }

    private Optional<KeptDisk> of(String pool, String vdiUuid) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> find("pool = ?1 and vdiUuid = ?2", pool, vdiUuid).firstResultOptional());
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
