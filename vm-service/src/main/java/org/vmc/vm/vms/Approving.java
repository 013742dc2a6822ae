package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.approvals.ApprovalDecided;
import org.vmc.vm.approvals.Approvals;

/**
 * The step in which a creation waits for somebody's approval. It may be for a day, so no worker waits with it; a
 * decision wakes it wherever it was made.
 */
@ApplicationScoped
class Approving {

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(15);

    private final Approvals approvals;
    private final Vms vms;
    private final Operations operations;
    private final Clock clock = Clock.systemUTC();

    Approving(Approvals approvals, Vms vms, Operations operations) {
        this.approvals = approvals;
        this.vms = vms;
        this.operations = operations;
    }

    /** The step, for a creation that needs an approval. */
    Optional<Step<VmPlan>> step(VmPlan plan) {
        return Optional.ofNullable(plan.approval()).map(awaited -> Step.<VmPlan>of(
                        "await-approval",
                        "Wait for approval by %s (%s)".formatted(awaited.by(), awaited.reasons()),
                        context -> await(awaited, plan.vmId()))
                // The approval itself says when its time is over; the step must not be given up before it.
                .within(approvals.within().plus(Duration.ofMinutes(5)))
                .weighing(0.1));
    }

    private StepOutcome await(AwaitedApproval awaited, UUID vmId) {
        Approvals.Standing standing = approvals.standing(awaited.id());
        return switch (standing.state()) {
            case WAITING -> StepOutcome.parked(LOOK_AGAIN_AFTER, "Waits for approval by " + standing.by());
            case GRANTED -> StepOutcome.done().committing(() -> vms.change(vmId, this::startLease));
            case REJECTED ->
                throw ProblemException.forbidden(
                        "%s rejected the request: %s".formatted(standing.by(), standing.reason()));
            case LAPSED ->
                throw ProblemException.conflict(
                        "Nobody approved the request in time; ask again, and ask somebody to look.");
        };
    }

    /** A lease is for the time after the approval. */
    private void startLease(Vm vm) {
        Instant until = vm.leaseUntil;
        if (until != null) {
            Instant now = clock.instant();
            vm.lease(until.plus(Duration.between(vm.createdAt, now)), now);
        }
    }

    /** Called where a creation ends without a VM: when it was the last of its request, nobody need decide any more. */
    void unwanted(@Nullable AwaitedApproval awaited, UUID requestId) {
        if (awaited != null) {
            approvals.lapse(awaited.id(), () -> vms.ofRequest(requestId).isEmpty());
        }
    }

    void decided(@Observes ApprovalDecided decided) {
        vms.read(() -> vms.ofRequest(decided.requestId())).stream()
                .flatMap(vm -> operations.list(new OperationFilter(null, CreateVm.NAME, vm.id, null, null, 1)).stream())
                .forEach(creation -> operations.wake(creation.id()));
    }
}
