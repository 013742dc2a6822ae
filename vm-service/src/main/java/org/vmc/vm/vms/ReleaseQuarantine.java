package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmQuarantineReleased;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Destroys the disk a VM broke on, for good.
 *
 * <ol>
 *   <li>check: it is still in quarantine and no VM has it; the last moment to cancel
 *   <li>destroy: from here on there is no way back
 * </ol>
 *
 * Ends with {@code vm.quarantine-released}.
 */
@ApplicationScoped
class ReleaseQuarantine implements OperationKind<QuarantineAction> {

    private final Machines machines;
    private final Connecting connecting;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    ReleaseQuarantine(
            Machines machines, Connecting connecting, KeptDisks kept, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.connecting = connecting;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ReleaseQuarantine";
    }

    @Override
    public Class<QuarantineAction> inputType() {
        return QuarantineAction.class;
    }

    @Override
    public List<Step<QuarantineAction>> steps(QuarantineAction input) {
        return List.of(
                step("check", "Look that no VM has the disk", this::check),
                step("destroy", "Destroy it", this::destroy).pointOfNoReturn());
    }

    @Override
    public void ended(Ending<QuarantineAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        QuarantineAction input = ending.input();
        kept.deleteById(input.diskId());
        outbox.publish(
                new VmQuarantineReleased(input.vmId(), input.name(), input.diskUuid()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<QuarantineAction> step(String name, String description, Step.Action<QuarantineAction> action) {
        return Step.of(name, description, Refusals.decided("Releasing the quarantine of", action))
                .within(config.poolWithin());
    }

    private StepOutcome check(StepContext<QuarantineAction> context) {
        QuarantineAction input = context.input();
        if (!vms.read(() -> kept.has(input.diskId()))) {
            throw VmRestores.nothing(input.name());
        }
        boolean used = machines.pool(input)
                .disks()
                .byUuid(input.diskUuid())
                .filter(disk -> !disk.unused())
                .isPresent();
        if (used) {
            throw ProblemException.conflict(
                    "Somebody has connected the disk in quarantine to a VM; disconnect it there first.");
        }
        return StepOutcome.done();
    }

    private StepOutcome destroy(StepContext<QuarantineAction> context) {
        connecting.destroyUnused(context.input(), context.input().diskUuid());
        return StepOutcome.done();
    }
}
