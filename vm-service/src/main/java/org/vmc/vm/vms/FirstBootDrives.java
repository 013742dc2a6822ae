package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.firstboot.ConfigDrive;
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenVm;

/**
 * Gives new VMs their NoCloud drive: a small disk of their own, beside their first, that goes with them. It is read and
 * written as every disk: a pool lets no HVM have one that can only be read.
 */
@ApplicationScoped
class FirstBootDrives {

    /** Name of the drive; it bears the operation's until it is whole. */
    static final String NAME = "cidata";

    private static final long MIB = 1024L * 1024;

    private final Machines machines;
    private final Keys keys;
    private final Inventory inventory;

    FirstBootDrives(Machines machines, Keys keys, Inventory inventory) {
        this.machines = machines;
        this.keys = keys;
        this.inventory = inventory;
    }

    /** Makes the drive under the operation's name, fills it, connects it, and names it last. */
    StepOutcome give(StepContext<VmPlan> context, FirstBoot wanted) {
        VmPlan plan = context.input();
        XenVm vm = machines.existing(plan);
        XenDisks disks = machines.pool(plan).disks();
        List<XenDisk> connected = disks.of(vm.ref());
        if (connected.stream().noneMatch(disk -> disk.name().equals(NAME))) {
            byte[] image = ConfigDrive.image(wanted, plan.vmId().toString(), plan.name(), keys.ofService());
            String vdi = drive(context, image.length, connected);
            disks.fill(vdi, image);
            if (connected.stream().noneMatch(disk -> disk.vdi().equals(vdi))) {
                disks.connect(vm.ref(), vdi);
            }
            disks.rename(vdi, NAME);
        }
        return StepOutcome.done();
    }

    /** Destroys what bears the operation's name; a drive that is whole goes with its VM. */
    StepOutcome destroy(StepContext<VmPlan> context) {
        VmPlan plan = context.input();
        machines.pool(plan)
                .disks()
                .named(CreationMark.cloneName(context.operationId()))
                .forEach(machines.pool(plan).vms()::destroyDisk);
        return StepOutcome.done();
    }

    private String drive(StepContext<VmPlan> context, int bytes, List<XenDisk> connected) {
        XenDisks disks = machines.pool(context.input()).disks();
        String name = CreationMark.cloneName(context.operationId());
        List<String> made = disks.named(name);
        // A pool that lost the reply may have made two; the one that is connected stays.
        List<String> inUse =
                connected.stream().map(XenDisk::vdi).filter(made::contains).toList();
        String kept = inUse.isEmpty() ? (made.isEmpty() ? "" : made.getFirst()) : inUse.getFirst();
        made.stream()
                .filter(vdi -> !vdi.equals(kept))
                .forEach(machines.pool(context.input()).vms()::destroyDisk);
        long size = (bytes + MIB - 1) / MIB * MIB;
        return kept.isEmpty() ? disks.create(storage(context.input(), connected), name, size) : kept;
    }

    /** Where the VM's first disk is: what can reach the one can reach the other. */
    private SrRef storage(VmPlan plan, List<XenDisk> connected) {
        if (!connected.isEmpty()) {
            return connected.getFirst().sr();
        }
        return inventory
                .pool(plan.pool())
                .flatMap(pool -> pool.defaultStorage())
                .map(storage -> storage.ref())
                .orElseThrow(() -> ProblemException.conflict(
                        "%s has no disk and pool %s no default SR: there is no place for its first-boot drive."
                                .formatted(plan.name(), plan.pool())));
    }
}
