package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmSnapshotDeleted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.vm.xen.XenVm;

/**
 * Deletes a snapshot of a VM and its disks.
 *
 * <ol>
 *   <li>check: the pool answers, its disks are noted; the last moment to cancel
 *   <li>destroy: disks, then the snapshot
 * </ol>
 *
 * A snapshot its pool no longer has is deleted all the same. Ends with {@code vm.snapshot-deleted}.
 */
@ApplicationScoped
class DeleteSnapshot implements OperationKind<SnapshotAction> {

    private final Machines machines;
    private final Removing removing;
    private final Outbox outbox;
    private final VmsConfig config;

    DeleteSnapshot(Machines machines, Removing removing, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.removing = removing;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "DeleteSnapshot";
    }

    @Override
    public Class<SnapshotAction> inputType() {
        return SnapshotAction.class;
    }

    @Override
    public List<Step<SnapshotAction>> steps(SnapshotAction input) {
        return List.of(
                step("check", "Note its disks", context -> removing.note(context, there(context)))
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("destroy", "Destroy its disks and itself", removing::destroy)
                        .within(config.poolWithin())
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<SnapshotAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        SnapshotAction input = ending.input();
        outbox.publish(
                new VmSnapshotDeleted(input.vmId(), input.name(), input.snapshot(), input.snapshotUuid()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static Step<SnapshotAction> step(String name, String description, Step.Action<SnapshotAction> action) {
        return Step.of(name, description, Refusals.decided("Deleting the snapshot:", action));
    }

    private List<XenVm> there(StepContext<SnapshotAction> context) {
        SnapshotAction input = context.input();
        return machines.pool(input).vms().byUuid(input.snapshotUuid()).stream().toList();
    }
}
