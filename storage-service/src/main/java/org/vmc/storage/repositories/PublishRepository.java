package org.vmc.storage.repositories;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.contracts.storage.RepositoryPublished;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.NotUndoable;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Makes a volume or export an SR of a pool.
 *
 * <ol>
 *   <li>check: what it lies on answers
 *   <li>request: vm-service is asked to make the SR; undo: asked to forget it, and waited for
 *   <li>await: its answer; when there is none in time, or it is no, everything is undone
 * </ol>
 */
@ApplicationScoped
class PublishRepository implements OperationKind<Publishing> {

    /** vm-service's answers wake the operation; this is for answers that came while nobody could be woken. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final Publications publications;
    private final Backends backends;
    private final Outbox outbox;
    private final RepositoriesConfig config;

    PublishRepository(Publications publications, Backends backends, Outbox outbox, RepositoriesConfig config) {
        this.publications = publications;
        this.backends = backends;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "PublishRepository";
    }

    @Override
    public Class<Publishing> inputType() {
        return Publishing.class;
    }

    @Override
    public List<Step<Publishing>> steps(Publishing input) {
        return List.of(
                Step.of(
                        "check",
                        "Check that %s can be reached".formatted(input.backend().name()),
                        this::check),
                Step.<Publishing>of(
                                "request",
                                "Ask for the SR %s, of type %s, in the pool %s"
                                        .formatted(input.name(), input.backend().type(), input.pool()),
                                this::request)
                        .undoneBy(this::release),
                Step.<Publishing>of("await", "Wait until every host of the pool has it", this::await)
                        .within(config.answerWithin())
                        .weighing(5));
    }

    @Override
    public void ended(Ending<Publishing> ending) {
        var input = ending.input();
        if (ending.state() != OperationState.SUCCEEDED) {
            publications.dropPlanned(input.publicationId());
            return;
        }
        outbox.publish(
                new RepositoryPublished(
                        input.backend().id(),
                        input.backend().name(),
                        UUID.fromString(String.valueOf(ending.learned().get("repositoryId"))),
                        input.name(),
                        input.pool(),
                        input.kind(),
                        input.owner(),
                        input.team()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private StepOutcome check(StepContext<Publishing> context) {
        backends.requireReachable(context.input().backend());
        return StepOutcome.done();
    }

    private StepOutcome request(StepContext<Publishing> context) {
        var input = context.input();
        return StepOutcome.done().committing(() -> {
            publications.asked(input.publicationId(), context.operationId());
            outbox.publish(
                    new RepositoryRequested(
                            input.publicationId(),
                            input.pool(),
                            input.name(),
                            input.kind(),
                            input.backend().type(),
                            input.backend().deviceConfig(),
                            input.owner(),
                            input.team()),
                    context.operationId(),
                    context.operationId());
        });
    }

    private StepOutcome await(StepContext<Publishing> context) {
        var input = context.input();
        var publication = publications
                .current(input.publicationId())
                .orElseThrow(
                        () -> ProblemException.conflict("The SR %s was given up meanwhile.".formatted(input.name())));
        var reason = Optional.ofNullable(publication.reason).orElse("The pool has not got the SR.");
        return switch (publication.state) {
            case THERE -> StepOutcome.done().learned("repositoryId", String.valueOf(publication.repositoryId));
            case REFUSED, RELEASED -> throw ProblemException.conflict(reason);
            case PLANNED, ASKED ->
                StepOutcome.parked(RECHECK, "Waiting for the pool %s to have the SR".formatted(input.pool()));
        };
    }

    /** Undone when vm-service says that nothing is left; one that it could not make has left nothing. */
    private StepOutcome release(StepContext<Publishing> context) {
        var input = context.input();
        var found = publications.current(input.publicationId());
        if (found.isEmpty()) {
            return StepOutcome.done();
        }
        var publication = found.get();
        return switch (publication.state) {
            case PLANNED, REFUSED ->
                StepOutcome.done().committing(() -> publications.deleteById(input.publicationId()));
            case RELEASED ->
                StepOutcome.notYet(RECHECK, "Waiting for the pool %s to forget the SR".formatted(input.pool()));
            case ASKED -> releasing(context, publication);
            case THERE -> {
                if (publication.reason != null) {
                    throw new NotUndoable(publication.reason);
                }
                yield releasing(context, publication);
            }
        };
    }

    private StepOutcome releasing(StepContext<Publishing> context, Publication publication) {
        QuarkusTransaction.requiringNew()
                .run(() -> publications.release(
                        publication, "Its publication was given up.", context.operationId(), context.origin()));
        return StepOutcome.notYet(RECHECK, "Waiting for the pool %s to forget the SR".formatted(publication.pool));
    }
}
