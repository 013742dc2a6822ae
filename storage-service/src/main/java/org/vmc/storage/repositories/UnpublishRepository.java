package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.storage.RepositoryUnpublished;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Takes an SR that was made of a volume or export out of its pool. What lies on it stays.
 *
 * <ol>
 *   <li>release: vm-service is asked to forget the SR: the point of no return, as it may have done so when it is asked
 *       to stop
 *   <li>await: its answer; it keeps an SR with disks on it, and then everything is as before
 * </ol>
 */
@ApplicationScoped
class UnpublishRepository implements OperationKind<Withdrawing> {

    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final Publications publications;
    private final Outbox outbox;
    private final RepositoriesConfig config;

    UnpublishRepository(Publications publications, Outbox outbox, RepositoriesConfig config) {
        this.publications = publications;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "UnpublishRepository";
    }

    @Override
    public Class<Withdrawing> inputType() {
        return Withdrawing.class;
    }

    @Override
    public List<Step<Withdrawing>> steps(Withdrawing input) {
        return List.of(
                Step.<Withdrawing>of(
                                "release",
                                "Ask the pool %s to forget the SR %s, unless a disk is on it"
                                        .formatted(input.pool(), input.name()),
                                this::release)
                        .pointOfNoReturn(),
                Step.<Withdrawing>of("await", "Wait until no host of the pool has it", this::await)
                        .within(config.answerWithin())
                        .weighing(5)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<Withdrawing> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            outbox.publish(
                    new RepositoryUnpublished(input.backendId(), input.backendName(), input.name(), input.pool()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome release(StepContext<Withdrawing> context) {
        var input = context.input();
        return StepOutcome.done().committing(() -> publications
                .findByIdOptional(input.publicationId())
                .ifPresent(publication -> publications.release(
                        publication, "It was unpublished.", context.operationId(), context.origin())));
    }

    private StepOutcome await(StepContext<Withdrawing> context) {
        var input = context.input();
        var found = publications.current(input.publicationId());
        if (found.isEmpty()) {
            return StepOutcome.done();
        }
        var publication = found.get();
        return switch (publication.state) {
            case RELEASED ->
                StepOutcome.parked(RECHECK, "Waiting for the pool %s to forget the SR".formatted(input.pool()));
            case PLANNED, ASKED, THERE, REFUSED ->
                throw ProblemException.conflict(Optional.ofNullable(publication.reason)
                        .orElse("The pool %s keeps the SR %s.".formatted(input.pool(), input.name())));
        };
    }
}
