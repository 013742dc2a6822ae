package org.vmc.vm.vms;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.xen.TaskRef;

/** The rows of uploads. */
@ApplicationScoped
class VmImports implements PanacheRepositoryBase<VmImport, UUID> {

    List<VmImport> all() {
        return QuarkusTransaction.joiningExisting().call(() -> list("order by begunAt"));
    }

    /** Writes that an upload has begun, before anything else does. */
    void begin(VmImport upload) {
        QuarkusTransaction.requiringNew().run(() -> persist(upload));
    }

    void runsUnder(UUID id, TaskRef task) {
        QuarkusTransaction.requiringNew().run(() -> update("task = ?1 where id = ?2", task.value(), id));
    }

    /** Notes when the upload was first seen to be over. */
    void over(UUID id, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> update("overAt = ?1 where id = ?2 and overAt is null", at, id));
    }

    /** Notes that the upload is not over after all. */
    void goesOn(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> update("overAt = null where id = ?1 and overAt is not null", id));
    }

    /** Closes the upload to operations: what came of it is taken away. */
    void abandon(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> update("abandoned = true where id = ?1", id));
    }

    boolean isThere(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> count("id", id) > 0);
    }

    void remove(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> deleteById(id));
    }

    /**
     * An operation takes over what was uploaded; part of the accepting transaction.
     *
     * @throws ProblemException 409 when it is being taken away already
     */
    void take(UUID id) {
        if (delete("id = ?1 and abandoned = false", id) == 0) {
            throw ProblemException.conflict("The upload was given up in the meantime; nothing of it is kept.");
        }
    }
}
