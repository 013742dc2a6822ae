package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;

/**
 * Makes disks that bear the name of the operation they are made by until they are whole: by it they are found again.
 */
@ApplicationScoped
class FreshDisks {

    private final Machines machines;

    FreshDisks(Machines machines) {
        this.machines = machines;
    }

    /**
     * The disk this operation made, or makes now.
     *
     * @param connected the disks the VM has
     * @param storage where to make it
     */
    String one(
            StepContext<? extends VmInput> context, List<XenDisk> connected, Supplier<SrRef> storage, long sizeBytes) {
        String name = CreationMark.cloneName(context.operationId());
        XenDisks disks = machines.pool(context.input()).disks();
        List<String> made = disks.named(name);
        // A pool that lost the reply may have made two; the one that is connected stays.
        List<String> inUse =
                connected.stream().map(XenDisk::vdi).filter(made::contains).toList();
        String kept = inUse.isEmpty() ? (made.isEmpty() ? "" : made.getFirst()) : inUse.getFirst();
        made.stream()
                .filter(vdi -> !vdi.equals(kept))
                .forEach(machines.pool(context.input()).vms()::destroyDisk);
        return kept.isEmpty() ? disks.create(storage.get(), name, sizeBytes) : kept;
    }

    /** Destroys what bears the operation's name. */
    StepOutcome destroy(StepContext<? extends VmInput> context) {
        machines.pool(context.input())
                .disks()
                .named(CreationMark.cloneName(context.operationId()))
                .forEach(machines.pool(context.input()).vms()::destroyDisk);
        return StepOutcome.done();
    }
}
