package org.vmc.vm.vms;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vmc.http.problem.ProblemException;

/** The rows of VMs. */
@ApplicationScoped
class Vms implements PanacheRepositoryBase<Vm, UUID> {

    /** All that have not been deleted, ordered by name. */
    List<Vm> live() {
        return list("deletedAt is null order by name");
    }

    Optional<Vm> live(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResultOptional();
    }

    /** @throws ProblemException 404 when there is no such VM */
    Vm existing(UUID id) {
        return live(id).orElseThrow(() -> ProblemException.notFound("vm", id));
    }

    List<Vm> liveNamed(Collection<String> names) {
        return list("name in ?1 and deletedAt is null order by name", names);
    }

    /** Those of one request, so far as they have not been deleted. */
    List<Vm> ofRequest(UUID correlationId) {
        return list("correlationId = ?1 and deletedAt is null order by name", correlationId);
    }

    /** Those that are no longer needed and yet have not been deleted. */
    List<Vm> released() {
        return list("releasedAt is not null and deletedAt is null order by releasedAt");
    }

    /** Those whose time is limited. */
    List<Vm> leased() {
        return list("leaseUntil is not null and deletedAt is null order by leaseUntil");
    }

    /** The one that is this VM of this pool, if it is one of ours. */
    Optional<Vm> withXenUuid(String pool, String xenUuid) {
        return find("pool = ?1 and xenUuid = ?2 and deletedAt is null", pool, xenUuid)
                .firstResultOptional();
    }

    /** Another of ours than this that is the VM of the pool. */
    Optional<Vm> another(UUID than, String pool, String xenUuid) {
        return read(() -> withXenUuid(pool, xenUuid)).filter(vm -> !vm.id.equals(than));
    }

    /** @throws ProblemException 409 when another of ours than this is the VM of the pool */
    void requireUnclaimed(UUID than, String pool, String xenUuid) {
        another(than, pool, xenUuid).ifPresent(other -> {
            throw ProblemException.conflict(
                    "Somebody has claimed that VM: it is %s of %s now.".formatted(other.name, other.owner));
        });
    }

    /** Those of a team that have not been deleted; what was made ahead is no team's. */
    List<Vm> ofTeam(String team) {
        return list("team = ?1 and warmOf is null and deletedAt is null", team);
    }

    /** Teams that have VMs. */
    List<String> teams() {
        return getEntityManager()
                .createQuery("select distinct team from Vm where warmOf is null and deletedAt is null", String.class)
                .getResultList();
    }

    /** Those of a pool that have not been deleted. */
    List<Vm> ofPool(String pool) {
        return list("pool = ?1 and deletedAt is null", pool);
    }

    /** Those of a template that have not become ready. */
    List<Vm> beingMade(String pool, String template) {
        return list(
                "pool = ?1 and template = ?2 and readyAt is null and deletedAt is null order by name", pool, template);
    }

    /** Those made ahead, the oldest first; also those that somebody is just taking. */
    List<Vm> warm() {
        return list("warmOf is not null and deletedAt is null order by createdAt");
    }

    /** Those made ahead that are like this and that nobody has taken, the oldest first. */
    List<Vm> freeWarm(String pool, String template, int vcpus, int memoryMib) {
        return list(
                "pool = ?1 and template = ?2 and vcpus = ?3 and memoryMib = ?4 and warmOf is not null"
                        + " and warmTakenBy is null and readyAt is not null and deletedAt is null order by createdAt",
                pool,
                template,
                vcpus,
                memoryMib);
    }

    /** The one made ahead that is taken for this VM. */
    Optional<Vm> warmTakenBy(UUID vmId) {
        return find("warmTakenBy = ?1 and deletedAt is null", vmId).firstResultOptional();
    }

    /** How many were to be made ahead and did not become ready, since then. */
    long failedWarm(String pool, String template, String type, Instant since) {
        return count(
                "pool = ?1 and template = ?2 and type = ?3 and warmOf is not null and readyAt is null"
                        + " and deletedAt > ?4",
                pool,
                template,
                type,
                since);
    }

    /** Holds the pool's placement until the transaction ends: two VMs must not be promised the same memory. */
    void holdPlacement(String pool) {
        hold("placement/" + pool);
    }

    /** Holds the team's quota until the transaction ends: two requests must not both have the last of it. */
    void holdTeam(String team) {
        hold("quota/" + team);
    }

    private void hold(String key) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))", Object.class)
                .setParameter("key", key)
                .getResultList();
    }

    /** Reads in a transaction of its own unless there is one. */
    <T> T read(Supplier<T> reading) {
        return QuarkusTransaction.joiningExisting().call(reading::get);
    }

    /**
     * Changes a row under its lock, also when the VM is deleted; does nothing when there is none. What the transaction
     * read of it before is read again under the lock: somebody else may have changed it in between.
     */
    void change(UUID id, Consumer<Vm> change) {
        QuarkusTransaction.joiningExisting().run(() -> findByIdOptional(id).ifPresent(vm -> {
            flush();
            getEntityManager().refresh(vm, LockModeType.PESSIMISTIC_WRITE);
            change.accept(vm);
        }));
    }
}
