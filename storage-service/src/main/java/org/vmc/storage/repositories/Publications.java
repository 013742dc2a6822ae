package org.vmc.storage.repositories;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryReleased;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Origin;

/**
 * The publications. Operations and answers of vm-service meet here, so each change names the states it starts from and
 * has no effect in another.
 */
@ApplicationScoped
class Publications implements PanacheRepositoryBase<Publication, UUID> {

    private final Outbox outbox;

    Publications(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @throws ProblemException 409 when the backend is an SR of that pool already, or the SR's name is taken */
    void insert(Publication publication) {
        ofPool(publication.backendId, publication.pool).ifPresent(there -> {
            throw ProblemException.conflict(
                    "%s is the SR %s of the pool %s already.".formatted(there.backendName, there.name, there.pool));
        });
        if (count("pool = ?1 and name = ?2", publication.pool, publication.name) > 0) {
            throw ProblemException.nameTaken("SR", publication.name);
        }
        try {
            persistAndFlush(publication);
        } catch (ConstraintViolationException beaten) {
            throw ProblemException.nameTaken("SR", publication.name);
        }
    }

    List<Publication> ofBackend(UUID backendId) {
        return list("backendId = ?1 order by pool", backendId);
    }

    Optional<Publication> ofPool(UUID backendId, String pool) {
        return find("backendId = ?1 and pool = ?2", backendId, pool).firstResultOptional();
    }

    /** For steps of operations, which run outside any transaction. */
    @Transactional
    Optional<Publication> current(UUID id) {
        return findByIdOptional(id);
    }

    /** vm-service is asked to make it, by this operation. */
    void asked(UUID id, UUID operationId) {
        move(id, PublicationState.PLANNED, PublicationState.ASKED, null);
        update("operationId = ?1 where id = ?2", operationId, id);
    }

    /** Noted as vm-service has it made; without effect when nobody waits for that any more. */
    void created(UUID id, UUID repositoryId) {
        if (move(id, PublicationState.ASKED, PublicationState.THERE, null)) {
            update("repositoryId = ?1 where id = ?2", repositoryId, id);
        }
    }

    /** Noted as vm-service could not make it; without effect when nobody waits for that any more. */
    void refused(UUID id, String reason) {
        move(id, PublicationState.ASKED, PublicationState.REFUSED, reason);
    }

    /** vm-service keeps it, as something is on it. */
    void kept(UUID id, String reason) {
        move(id, PublicationState.RELEASED, PublicationState.THERE, reason);
    }

    /** vm-service no longer has it. */
    void forgotten(UUID id) {
        delete("id = ?1 and state = ?2", id, PublicationState.RELEASED);
    }

    /** One that vm-service was never asked for. */
    void dropPlanned(UUID id) {
        delete("id = ?1 and state = ?2", id, PublicationState.PLANNED);
    }

    /** Asks vm-service, in the caller's transaction, to forget it, made or not. Asking again does no harm. */
    @Transactional(Transactional.TxType.MANDATORY)
    void release(Publication publication, String reason, UUID operationId, Origin origin) {
        update(
                "state = ?1, operationId = ?2, reason = null where id = ?3",
                PublicationState.RELEASED,
                operationId,
                publication.id);
        outbox.publish(
                new RepositoryReleased(
                        publication.id,
                        publication.pool,
                        publication.name,
                        reason,
                        origin.actor(),
                        origin.team().isEmpty() ? null : origin.team()),
                operationId,
                operationId);
    }

    private boolean move(UUID id, PublicationState from, PublicationState to, @Nullable String reason) {
        return update("state = ?1, reason = ?2 where id = ?3 and state = ?4", to, reason, id, from) > 0;
    }
}
