package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;

/**
 * Deletes a VM and its disks. What is destroyed cannot be brought back, so the first step only looks, and from the
 * second on there is no way back.
 *
 * <ol>
 *   <li>check: the pool answers, the VM's disks and snapshots are noted; the last moment to cancel
 *   <li>halt: cuts the power if it is on
 *   <li>destroy: disks, then the VM with its snapshots
 * </ol>
 *
 * A VM its pool no longer has is deleted all the same. Ends with {@code vm.deleted}. A released VM whose deletion fails
 * is deleted again later, see {@link ReleaseSweep}; one whose deletion is cancelled is kept.
 */
@ApplicationScoped
class DeleteVm implements OperationKind<VmAction> {

    static final String NAME = "DeleteVm";

    private final Removing removing;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    DeleteVm(Removing removing, Vms vms, Outbox outbox, VmsConfig config) {
        this.removing = removing;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        return List.of(
                step("check", "Note its disks and snapshots", removing::noteAll)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("halt", "Cut its power", removing::halt)
                        .within(config.poolWithin())
                        .pointOfNoReturn(),
                step("destroy", "Destroy its disks and itself", removing::destroy)
                        .within(config.poolWithin())
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<VmAction> ending) {
        if (ending.state() == OperationState.CANCELLED) {
            vms.change(ending.input().vmId(), vm -> vm.releasedAt = null);
        }
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        vms.change(ending.input().vmId(), vm -> {
            // A creation that was taken back in the meantime has deleted it and said so.
            if (!vm.live()) {
                return;
            }
            vm.delete(clock.instant());
            outbox.publish(new VmDeleted(vm.id, vm.name), ending.origin().correlationId(), ending.operationId());
        });
    }

    private static Step<VmAction> step(String name, String description, Step.Action<VmAction> action) {
        return Step.of(name, description, Refusals.decided(description + ":", action));
    }
}
