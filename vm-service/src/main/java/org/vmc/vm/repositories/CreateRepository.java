package org.vmc.vm.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.contracts.storage.RepositoryCreateFailed;
import org.vmc.contracts.storage.RepositoryCreated;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenStorage;

/**
 * Makes a shared SR in a pool.
 *
 * <ol>
 *   <li>check: the name is free
 *   <li>create: under a name of its own, and noted; undo: detached from every host and forgotten
 *   <li>attach: to every host that is there
 *   <li>name: as it was asked for
 * </ol>
 *
 * What the driver made on the storage, an empty directory of the SR's uuid, stays there after an undo. The asker is
 * told how it ended, whatever that is.
 */
@ApplicationScoped
class CreateRepository implements OperationKind<RepositoryOrder> {

    static final String NAME = "CreateRepository";

    private static final String UUID_KEY = "repositoryId";

    private final PooledRepositories repositories;
    private final Outbox outbox;

    CreateRepository(PooledRepositories repositories, Outbox outbox) {
        this.repositories = repositories;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<RepositoryOrder> inputType() {
        return RepositoryOrder.class;
    }

    @Override
    public List<Step<RepositoryOrder>> steps(RepositoryOrder input) {
        return List.of(
                Step.of("check", "Check that no SR of %s has that name".formatted(input.pool()), this::check),
                Step.<RepositoryOrder>of("create", "Make the SR, of type " + input.type(), this::create)
                        .undoneBy(this::remove)
                        .within(Duration.ofMinutes(3)),
                Step.<RepositoryOrder>of("attach", "Attach it to every host", this::attach)
                        .within(Duration.ofMinutes(3)),
                Step.of("name", "Name it " + input.name(), this::rename));
    }

    @Override
    public void ended(Ending<RepositoryOrder> ending) {
        RepositoryOrder input = ending.input();
        UUID asker = ending.origin().correlationId();
        String uuid = ending.learned().get(UUID_KEY);
        if (ending.state() == OperationState.SUCCEEDED && uuid != null) {
            outbox.publish(
                    new RepositoryCreated(input.publicationId(), UUID.fromString(uuid), input.name(), input.pool()),
                    asker,
                    ending.operationId());
            return;
        }
        String reason = Optional.ofNullable(ending.failure())
                .map(Failure::detail)
                .orElse("Making the SR %s was cancelled.".formatted(input.name()));
        outbox.publish(
                new RepositoryCreateFailed(input.publicationId(), input.name(), input.pool(), reason),
                asker,
                ending.operationId());
    }

    private StepOutcome check(StepContext<RepositoryOrder> context) {
        RepositoryOrder input = context.input();
        List<SrRef> ours = repositories.of(input.pool(), input.publicationId()).stream()
                .map(XenStorage::ref)
                .toList();
        if (repositories.in(input.pool()).named(input.name()).stream().anyMatch(sr -> !ours.contains(sr.ref()))) {
            throw ProblemException.conflict(
                    "The pool %s has an SR named %s already. Take another name.".formatted(input.pool(), input.name()));
        }
        return StepOutcome.done();
    }

    private StepOutcome create(StepContext<RepositoryOrder> context) {
        RepositoryOrder input = context.input();
        List<XenStorage> found = repositories.of(input.pool(), input.publicationId());
        if (found.isEmpty()) {
            PooledRepositories.deciding(
                    "Making the SR " + input.name(),
                    "See that the pool's coordinator reaches the storage hosts, resolves their names, and has the driver %s."
                            .formatted(input.type()),
                    () -> repositories
                            .in(input.pool())
                            .create(
                                    PooledRepositories.provisionalName(input.publicationId()),
                                    "Published by VMC for " + input.owner(),
                                    input.type(),
                                    input.contentType(),
                                    input.deviceConfig()));
            found = repositories.of(input.pool(), input.publicationId());
        }
        SrRef sr = found.getFirst().ref();
        repositories
                .in(input.pool())
                .note(sr, PooledRepositories.NOTE, input.publicationId().toString());
        return StepOutcome.done().learned(UUID_KEY, found.getFirst().uuid());
    }

    private StepOutcome remove(StepContext<RepositoryOrder> context) {
        repositories.remove(context.input().pool(), context.input().publicationId());
        return StepOutcome.done();
    }

    private StepOutcome attach(StepContext<RepositoryOrder> context) {
        RepositoryOrder input = context.input();
        repositories.attach(input.pool(), made(input));
        return StepOutcome.done();
    }

    private StepOutcome rename(StepContext<RepositoryOrder> context) {
        RepositoryOrder input = context.input();
        repositories.in(input.pool()).rename(made(input).ref(), input.name());
        return StepOutcome.done();
    }

    private XenStorage made(RepositoryOrder input) {
        return repositories.of(input.pool(), input.publicationId()).stream()
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.conflict("Somebody took the SR %s out of the pool %s while it was made."
                                .formatted(input.name(), input.pool())));
    }
}
