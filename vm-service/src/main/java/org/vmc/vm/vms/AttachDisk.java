package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmDiskAttached;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVm;

/**
 * Makes a disk and gives it to a VM.
 *
 * <ol>
 *   <li>create: a disk under the operation's name, by which it is found again; undo: destroys it
 *   <li>connect: to the VM's first free slot; undo: disconnects it
 *   <li>plug: when the VM runs; undo: unplugs it
 *   <li>name: gives it its own name
 * </ol>
 *
 * Ends with {@code vm.disk-attached}.
 */
@ApplicationScoped
class AttachDisk implements OperationKind<NewDiskOrder> {

    private static final String VDI = "vdi";

    private final Machines machines;
    private final FreshDisks fresh;
    private final Inventory inventory;
    private final Outbox outbox;
    private final VmsConfig config;

    AttachDisk(Machines machines, FreshDisks fresh, Inventory inventory, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.fresh = fresh;
        this.inventory = inventory;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "AttachDisk";
    }

    @Override
    public Class<NewDiskOrder> inputType() {
        return NewDiskOrder.class;
    }

    @Override
    public List<Step<NewDiskOrder>> steps(NewDiskOrder input) {
        return List.of(
                step("create", "Create the disk", this::create).undoneBy(this::destroy),
                step("connect", "Connect it to the VM", this::connect).undoneBy(this::disconnect),
                step("plug", "Give it to the guest if it runs", this::plug).undoneBy(this::unplug),
                step("name", "Name it " + input.disk(), this::giveName));
    }

    private Step<NewDiskOrder> step(String name, String description, Step.Action<NewDiskOrder> action) {
        return Step.of(name, description, Refusals.decided(description + " of", action))
                .within(config.poolWithin());
    }

    private StepOutcome create(StepContext<NewDiskOrder> context) {
        NewDiskOrder input = context.input();
        machines.existing(input);
        // It is connected only after this has been recorded.
        String vdi = fresh.one(context, List.of(), () -> storage(input), input.sizeBytes());
        return StepOutcome.done().learned(VDI, vdi);
    }

    private StepOutcome destroy(StepContext<NewDiskOrder> context) {
        context.learned(VDI).ifPresent(machines.pool(context.input()).vms()::destroyDisk);
        return fresh.destroy(context);
    }

    private StepOutcome connect(StepContext<NewDiskOrder> context) {
        XenVm vm = machines.existing(context.input());
        if (attached(context).isEmpty()) {
            disks(context).connect(vm.ref(), context.required(VDI));
        }
        return StepOutcome.done();
    }

    private StepOutcome disconnect(StepContext<NewDiskOrder> context) {
        attached(context).ifPresent(disk -> disks(context).disconnect(disk.vbd()));
        return StepOutcome.done();
    }

    private StepOutcome plug(StepContext<NewDiskOrder> context) {
        XenVm vm = machines.existing(context.input());
        XenDisk disk = attached(context)
                .orElseThrow(() -> ProblemException.conflict("Somebody has disconnected the disk from %s."
                        .formatted(context.input().name())));
        if (vm.running() && !disk.plugged()) {
            disks(context).plug(disk.vbd());
        }
        return StepOutcome.done();
    }

    private StepOutcome unplug(StepContext<NewDiskOrder> context) {
        attached(context).filter(XenDisk::plugged).ifPresent(disk -> disks(context)
                .unplug(disk.vbd()));
        return StepOutcome.done();
    }

    private StepOutcome giveName(StepContext<NewDiskOrder> context) {
        NewDiskOrder input = context.input();
        XenDisk disk = attached(context)
                .orElseThrow(() -> ProblemException.conflict(
                        "Somebody has disconnected the disk from %s.".formatted(input.name())));
        disks(context).rename(disk.vdi(), input.disk());
        // One that landed after the pool had lost the reply to its creation.
        fresh.destroy(context);
        return StepOutcome.done()
                .committing(() -> outbox.publish(
                        new VmDiskAttached(input.vmId(), input.name(), input.disk(), disk.uuid(), disk.sizeBytes()),
                        context.origin().correlationId(),
                        context.operationId()));
    }

    private Optional<XenDisk> attached(StepContext<NewDiskOrder> context) {
        String vdi = context.required(VDI);
        return machines.find(context.input()).stream()
                .flatMap(vm -> disks(context).of(vm.ref()).stream())
                .filter(disk -> disk.vdi().equals(vdi))
                .findFirst();
    }

    private SrRef storage(NewDiskOrder input) {
        return inventory
                .storage(input.pool(), input.storageUuid())
                .map(XenStorage::ref)
                .orElseThrow(() -> ProblemException.conflict("The SR for the disk has left the pool."));
    }

    private XenDisks disks(StepContext<NewDiskOrder> context) {
        return machines.pool(context.input()).disks();
    }
}
