package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmDiskDeleted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;

/**
 * Takes a disk from a VM and destroys it.
 *
 * <ol>
 *   <li>unplug: from the guest if it runs, which may refuse; undo: plugs it again
 *   <li>destroy: the connection, then the disk; from here on there is no way back
 * </ol>
 *
 * A disk the VM no longer has is deleted all the same. Ends with {@code vm.disk-deleted}.
 */
@ApplicationScoped
class DeleteDisk implements OperationKind<DiskAction> {

    private static final String VDI = "vdi";

    private final Machines machines;
    private final Outbox outbox;
    private final VmsConfig config;

    DeleteDisk(Machines machines, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "DeleteDisk";
    }

    @Override
    public Class<DiskAction> inputType() {
        return DiskAction.class;
    }

    @Override
    public List<Step<DiskAction>> steps(DiskAction input) {
        return List.of(
                step("unplug", "Take it from the guest", this::unplug).undoneBy(this::plug),
                step("destroy", "Destroy it", this::destroy).pointOfNoReturn());
    }

    @Override
    public void ended(Ending<DiskAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        DiskAction input = ending.input();
        outbox.publish(
                new VmDiskDeleted(input.vmId(), input.name(), input.disk(), input.diskUuid()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<DiskAction> step(String name, String description, Step.Action<DiskAction> action) {
        return Step.of(name, description, Refusals.decided("Deleting a disk of", action))
                .within(config.poolWithin());
    }

    private StepOutcome unplug(StepContext<DiskAction> context) {
        Optional<XenDisk> disk = disk(context);
        disk.filter(XenDisk::plugged).ifPresent(plugged -> disks(context).unplug(plugged.vbd()));
        return StepOutcome.done().learned(VDI, disk.map(XenDisk::vdi).orElse(""));
    }

    private StepOutcome plug(StepContext<DiskAction> context) {
        boolean running =
                machines.find(context.input()).filter(vm -> vm.running()).isPresent();
        disk(context).filter(disk -> running && !disk.plugged()).ifPresent(disk -> disks(context)
                .plug(disk.vbd()));
        return StepOutcome.done();
    }

    private StepOutcome destroy(StepContext<DiskAction> context) {
        disk(context).ifPresent(disk -> disks(context).disconnect(disk.vbd()));
        String vdi = context.required(VDI);
        if (!vdi.isEmpty()) {
            machines.pool(context.input()).vms().destroyDisk(vdi);
        }
        return StepOutcome.done();
    }

    private Optional<XenDisk> disk(StepContext<DiskAction> context) {
        return machines.find(context.input()).stream()
                .flatMap(vm -> disks(context).of(vm.ref()).stream())
                .filter(disk -> disk.uuid().equals(context.input().diskUuid()))
                .findFirst();
    }

    private XenDisks disks(StepContext<DiskAction> context) {
        return machines.pool(context.input()).disks();
    }
}
