package org.vmc.vm.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.contracts.storage.RepositoryForgotten;
import org.vmc.contracts.storage.RepositoryKept;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenStorage;

/**
 * Takes an SR that was made for storage-service out of its pool. One that is not there is done.
 *
 * <ol>
 *   <li>check: no disk is on it, and new VMs do not need it
 *   <li>detach: from every host; undo: attached again. Looks for disks once more, as none can come after it
 *   <li>forget: the point of no return; what lies on the storage stays
 * </ol>
 *
 * The asker is told how it ended, whatever that is.
 */
@ApplicationScoped
class ForgetRepository implements OperationKind<RepositoryRelease> {

    static final String NAME = "ForgetRepository";

    private final PooledRepositories repositories;
    private final Outbox outbox;

    ForgetRepository(PooledRepositories repositories, Outbox outbox) {
        this.repositories = repositories;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<RepositoryRelease> inputType() {
        return RepositoryRelease.class;
    }

    @Override
    public List<Step<RepositoryRelease>> steps(RepositoryRelease input) {
        return List.of(
                Step.of("check", "Check that nothing is on the SR", this::check),
                Step.<RepositoryRelease>of("detach", "Detach it from every host", this::detach)
                        .undoneBy(this::attach),
                Step.of("forget", "Take it out of the pool " + input.pool(), this::forget)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<RepositoryRelease> ending) {
        RepositoryRelease input = ending.input();
        UUID asker = ending.origin().correlationId();
        if (ending.state() == OperationState.SUCCEEDED) {
            outbox.publish(
                    new RepositoryForgotten(input.publicationId(), input.name(), input.pool()),
                    asker,
                    ending.operationId());
            return;
        }
        String reason = Optional.ofNullable(ending.failure())
                .map(Failure::detail)
                .orElse("Forgetting the SR %s was cancelled.".formatted(input.name()));
        outbox.publish(
                new RepositoryKept(input.publicationId(), input.name(), input.pool(), reason),
                asker,
                ending.operationId());
    }

    private StepOutcome check(StepContext<RepositoryRelease> context) {
        RepositoryRelease input = context.input();
        found(input).forEach(sr -> repositories.requireEmpty(input.pool(), sr));
        return StepOutcome.done();
    }

    private StepOutcome detach(StepContext<RepositoryRelease> context) {
        RepositoryRelease input = context.input();
        found(input).forEach(sr -> {
            repositories.detach(input.pool(), sr);
            repositories.requireEmpty(input.pool(), sr);
        });
        return StepOutcome.done();
    }

    private StepOutcome attach(StepContext<RepositoryRelease> context) {
        RepositoryRelease input = context.input();
        found(input).forEach(sr -> repositories.attach(input.pool(), sr));
        return StepOutcome.done();
    }

    private StepOutcome forget(StepContext<RepositoryRelease> context) {
        RepositoryRelease input = context.input();
        found(input).forEach(sr -> repositories.forget(input.pool(), sr));
        return StepOutcome.done();
    }

    private List<XenStorage> found(RepositoryRelease input) {
        return repositories.of(input.pool(), input.publicationId());
    }
}
