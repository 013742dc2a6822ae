package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;

/** The SRs that volumes and exports are: asked for, given back, shown, and protected. */
@ApplicationScoped
public class Repositories {

    private final Publications publications;
    private final PublishRepository publish;
    private final UnpublishRepository unpublish;

    Repositories(Publications publications, PublishRepository publish, UnpublishRepository unpublish) {
        this.publications = publications;
        this.publish = publish;
        this.unpublish = unpublish;
    }

    /**
     * Promises the SR and names the operation that makes it, inside the accepting transaction.
     *
     * @throws ProblemException 409 when it is an SR of that pool already, or the name is taken there
     */
    public NewOperation<?> publish(Backend backend, NewRepository.Checked wanted, Caller caller) {
        var publication = new Publication();
        publication.id = TimeOrderedIds.next();
        publication.backendId = backend.id();
        publication.backendName = backend.name();
        publication.pool = wanted.pool();
        publication.name = wanted.name();
        publication.kind = wanted.kind();
        publications.insert(publication);
        var input = new Publishing(
                publication.id,
                backend,
                wanted.pool(),
                wanted.name(),
                wanted.kind(),
                caller.user(),
                caller.team().isEmpty() ? null : caller.team());
        return NewOperation.of(publish, input, backend.target());
    }

    /**
     * Names the operation that takes the SR out of the pool.
     *
     * @param target the volume or export
     * @throws ProblemException 404 when it is no SR of that pool
     */
    public NewOperation<?> unpublish(Target target, String pool) {
        var publication = publications
                .ofPool(target.id(), pool)
                .orElseThrow(() -> ProblemException.notFound("SR of " + target.name() + " in the pool", pool));
        var input = new Withdrawing(publication.id, target.id(), target.name(), pool, publication.name);
        return NewOperation.of(unpublish, input, target);
    }

    /** The SRs that the volume or export is, or is about to be, by pool. */
    @Transactional
    public List<RepositoryView> of(UUID backendId) {
        return publications.ofBackend(backendId).stream()
                .map(RepositoryView::of)
                .toList();
    }

    /**
     * VMs must not lose what their disks lie on.
     *
     * @param doing what shall not be done, such as {@code stop}
     * @param wayOut command that unpublishes it, for one pool
     * @throws ProblemException 409 naming the SRs
     */
    public void requireNone(UUID backendId, String name, String doing, String wayOut) {
        var there = of(backendId);
        if (!there.isEmpty()) {
            var names = there.stream()
                    .map(each -> "the SR %s of the pool %s".formatted(each.name(), each.pool()))
                    .collect(Collectors.joining(" and "));
            throw ProblemException.conflict(
                    "%s is %s: to %s it would take the disks of VMs away. Unpublish it first: %s"
                            .formatted(
                                    name,
                                    names,
                                    doing,
                                    wayOut.formatted(there.getFirst().pool())));
        }
    }
}
