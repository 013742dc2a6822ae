package org.vmc.vm.plans;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.vms.RunningVm;
import org.vmc.vm.vms.VmMoves;

/**
 * Moves the VMs of a plan, each by an operation of its own with the request's correlation id: by that, and by the VM,
 * it is found again whatever died in between.
 */
@ApplicationScoped
class Moving {

    /** Beginnings of the keys of an operation's result, each followed by the id of a VM: names may be the same. */
    private static final String MOVED = "moved ";

    private static final String SKIPPED = "skipped ";

    private static final int TRIES_OF_ONE_REQUEST = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final Logger LOG = Logger.getLogger(Moving.class);

    private final VmMoves moves;
    private final Operations operations;

    Moving(VmMoves moves, Operations operations) {
        this.moves = moves;
        this.operations = operations;
    }

    /** One attempt; done once the VM has moved, or will not. */
    StepOutcome attempt(StepContext<? extends PlanInput> context, Move move) {
        List<Operation> tries = tries(context, move.vmId());
        return tries.isEmpty() ? begin(context, move) : follow(tries.getLast(), move);
    }

    /** Begins the move, unless there is nothing to move any more. */
    StepOutcome begin(StepContext<? extends PlanInput> context, Move move) {
        String pool = context.input().pool();
        Optional<RunningVm> vm = moves.running(pool).stream()
                .filter(running -> running.id().equals(move.vmId()))
                .findFirst();
        if (vm.isEmpty()) {
            return skipped(move, "it does not run any more");
        }
        if (vm.get().hostUuid().equals(move.toUuid())) {
            return moved(move);
        }
        NewOperation<?> migration = moves.move(pool, vm.get(), move.toUuid(), move.to());
        operations.submit(context.origin(), null, () -> List.of(migration));
        return StepOutcome.notYet(LOOK_AGAIN, "Moving " + move.vm() + " to " + move.to());
    }

    /** How far this try is. */
    StepOutcome follow(Operation operation, Move move) {
        if (!operation.state().isEnded()) {
            String waits = operation.state() == OperationState.PENDING ? ": waiting for its turn" : "";
            return StepOutcome.notYet(LOOK_AGAIN, "Moving %s to %s%s".formatted(move.vm(), move.to(), waits));
        }
        if (operation.state() == OperationState.SUCCEEDED) {
            return moved(move);
        }
        Failure failure = operation.failure();
        return skipped(move, failure == null ? "its move was cancelled" : failure.detail());
    }

    /**
     * Takes back a move that is under way. What has moved stays, and so does what its former host does not take back.
     */
    StepOutcome stop(StepContext<? extends PlanInput> context, UUID vm) {
        List<Operation> tries = tries(context, vm);
        Optional<Operation> underWay =
                tries.stream().filter(operation -> !operation.state().isEnded()).findFirst();
        if (underWay.isEmpty()) {
            return stopped(tries);
        }
        if (!underWay.get().state().isUnwinding()) {
            cancel(underWay.get(), context);
        }
        return StepOutcome.notYet(LOOK_AGAIN, "Waiting for the move under way to be taken back");
    }

    private static StepOutcome stopped(List<Operation> tries) {
        StepOutcome.Done done = StepOutcome.done();
        return tries.stream()
                .findFirst()
                .flatMap(last -> VmMoves.stays(last)
                        .map(host -> done.learned(
                                movedKey(last.target().id()),
                                movedText(last.target().name(), host))))
                .orElse(done);
    }

    /** Operations of this request on the VM, newest first. */
    List<Operation> tries(StepContext<? extends PlanInput> context, UUID vm) {
        return operations.list(
                new OperationFilter(null, null, vm, context.origin().correlationId(), null, TRIES_OF_ONE_REQUEST));
    }

    /** How many VMs have moved, from what the operation has learned. */
    static int moved(Map<String, String> learned) {
        return (int)
                learned.keySet().stream().filter(key -> key.startsWith(MOVED)).count();
    }

    static int skipped(Map<String, String> learned) {
        return (int)
                learned.keySet().stream().filter(key -> key.startsWith(SKIPPED)).count();
    }

    /** What to say of the moved when the rest was taken back; empty when none has. */
    static Optional<String> remains(Map<String, String> learned) {
        int moved = moved(learned);
        return moved == 0
                ? Optional.empty()
                : Optional.of(
                        moved == 1
                                ? "The VM that was moved stays on its new host."
                                : "The %d VMs that were moved stay on their new hosts.".formatted(moved));
    }

    private void cancel(Operation operation, StepContext<? extends PlanInput> context) {
        try {
            operations.cancel(operation.id(), context.origin());
        } catch (ProblemException ended) {
            // It has ended this very moment; the next look sees how.
            LOG.debugf("Move %s was not cancelled: %s", operation.id(), ended.detail());
        }
    }

    static String movedKey(UUID vm) {
        return MOVED + vm;
    }

    static String movedText(String vm, String host) {
        return "%s to %s".formatted(vm, host);
    }

    /** Why the move of the VM was skipped, with its name. */
    static Optional<String> whySkipped(StepContext<?> context, UUID vm) {
        return context.learned(SKIPPED + vm);
    }

    private static StepOutcome moved(Move move) {
        return StepOutcome.done().learned(movedKey(move.vmId()), movedText(move.vm(), move.to()));
    }

    private static StepOutcome skipped(Move move, String why) {
        return StepOutcome.done().learned(SKIPPED + move.vmId(), "%s: %s".formatted(move.vm(), why));
    }
}
