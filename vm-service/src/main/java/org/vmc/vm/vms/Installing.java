package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmInstalling;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVm;

/** Gives a new VM an empty disk and the medium of its installer, and hands it to whoever installs it. */
@ApplicationScoped
class Installing {

    /** Name of the disk; it bears the operation's until it is connected. */
    static final String DISK = "root";

    private static final String FIRST_SLOT = "0";

    private final Machines machines;
    private final FreshDisks fresh;
    private final Media media;
    private final Inventory inventory;
    private final Vms vms;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Installing(Machines machines, FreshDisks fresh, Media media, Inventory inventory, Vms vms, Outbox outbox) {
        this.machines = machines;
        this.fresh = fresh;
        this.media = media;
        this.inventory = inventory;
        this.vms = vms;
        this.outbox = outbox;
    }

    /** Makes the disk under the operation's name, connects it, and names it last. */
    StepOutcome giveDisk(StepContext<VmPlan> context, Install wanted) {
        VmPlan plan = context.input();
        XenVm vm = machines.existing(plan);
        XenDisks disks = machines.pool(plan).disks();
        List<XenDisk> connected = disks.of(vm.ref());
        if (connected.stream().noneMatch(disk -> disk.name().equals(DISK))) {
            String vdi = fresh.one(context, connected, () -> storage(plan, wanted), wanted.diskBytes());
            if (connected.stream().noneMatch(disk -> disk.vdi().equals(vdi))) {
                disks.connect(vm.ref(), vdi, Optional.of(FIRST_SLOT), true);
            }
            disks.rename(vdi, DISK);
        }
        return StepOutcome.done();
    }

    /** Destroys one that is not connected yet; the other goes with its VM. */
    StepOutcome destroyDisk(StepContext<VmPlan> context) {
        return fresh.destroy(context);
    }

    StepOutcome insert(StepContext<VmPlan> context, Install wanted) {
        media.put(context.input(), wanted.isoUuid());
        return StepOutcome.done();
    }

    /** From here on it is its owner's. */
    StepOutcome handOver(StepContext<VmPlan> context, Install wanted) {
        VmPlan plan = context.input();
        return StepOutcome.done()
                .committing(() -> vms.change(plan.vmId(), vm -> {
                    vm.hostUuid = context.required(Starting.HOST_UUID);
                    vm.hostName = context.required(Starting.HOST);
                    vm.powerState = PowerState.RUNNING;
                    vm.observedAt = clock.instant();
                    vm.readyAt = clock.instant();
                    vm.reservesMemory = false;
                    outbox.publish(
                            new VmInstalling(
                                    vm.id,
                                    vm.name,
                                    vm.hostName,
                                    wanted.iso(),
                                    vm.vcpus,
                                    vm.memoryMib,
                                    vm.owner,
                                    vm.team.isEmpty() ? null : vm.team),
                            context.origin().correlationId(),
                            context.operationId());
                }));
    }

    private SrRef storage(VmPlan plan, Install wanted) {
        return inventory
                .storage(plan.pool(), wanted.storageUuid())
                .map(XenStorage::ref)
                .orElseThrow(() -> ProblemException.conflict("The SR for the disk has left the pool."));
    }
}
