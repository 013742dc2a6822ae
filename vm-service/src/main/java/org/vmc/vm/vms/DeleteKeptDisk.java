package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmDiskDeleted;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Destroys a disk that no VM has.
 *
 * <ol>
 *   <li>check: no VM has got it in the meantime; the last moment to cancel
 *   <li>destroy: from here on there is no way back
 * </ol>
 *
 * A disk its pool no longer has is deleted all the same. Ends with {@code vm.disk-deleted} of the VM that had it last.
 */
@ApplicationScoped
class DeleteKeptDisk implements OperationKind<KeptDiskAction> {

    private final Machines machines;
    private final Connecting connecting;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    DeleteKeptDisk(Machines machines, Connecting connecting, KeptDisks kept, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.connecting = connecting;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "DeleteKeptDisk";
    }

    @Override
    public Class<KeptDiskAction> inputType() {
        return KeptDiskAction.class;
    }

    @Override
    public List<Step<KeptDiskAction>> steps(KeptDiskAction input) {
        return List.of(
                step("check", "Look that no VM has it", this::check),
                step("destroy", "Destroy it", this::destroy).pointOfNoReturn());
    }

    @Override
    public void ended(Ending<KeptDiskAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        KeptDiskAction input = ending.input();
        kept.deleteById(input.diskId());
        outbox.publish(
                new VmDiskDeleted(input.vmId(), input.name(), input.disk(), input.diskUuid()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<KeptDiskAction> step(String name, String description, Step.Action<KeptDiskAction> action) {
        return Step.of(name, description, Refusals.decided("Deleting a disk of", action))
                .within(config.poolWithin());
    }

    private StepOutcome check(StepContext<KeptDiskAction> context) {
        KeptDiskAction input = context.input();
        boolean free = vms.read(() -> kept.has(input.diskId()))
                && machines.pool(input)
                        .disks()
                        .byUuid(input.diskUuid())
                        .filter(disk -> !disk.unused())
                        .isEmpty();
        if (!free) {
            throw ProblemException.conflict(
                    "Disk %s is no longer free; it belongs to a VM and can be deleted there.".formatted(input.disk()));
        }
        return StepOutcome.done();
    }

    private StepOutcome destroy(StepContext<KeptDiskAction> context) {
        connecting.destroyUnused(context.input(), context.input().diskUuid());
        return StepOutcome.done();
    }
}
