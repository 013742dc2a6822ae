package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.firstboot.ConfigDrive;
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenPool;
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
    private final FreshDisks fresh;

    FirstBootDrives(Machines machines, Keys keys, Inventory inventory, FreshDisks fresh) {
        this.machines = machines;
        this.keys = keys;
        this.inventory = inventory;
        this.fresh = fresh;
    }

    /** Makes the drive under the operation's name, fills it, connects it, and names it last. */
    StepOutcome give(StepContext<VmPlan> context, FirstBoot wanted) {
        VmPlan plan = context.input();
        XenVm vm = machines.existing(plan);
        XenDisks disks = machines.pool(plan).disks();
        List<XenDisk> connected = disks.of(vm.ref());
        if (connected.stream().noneMatch(disk -> disk.name().equals(NAME))) {
            byte[] image = ConfigDrive.image(wanted, plan.vmId().toString(), plan.name(), keys.ofService());
            long size = (image.length + MIB - 1) / MIB * MIB;
            String vdi = fresh.one(context, connected, () -> storage(plan, connected), size);
            disks.fill(vdi, image);
            if (connected.stream().noneMatch(disk -> disk.vdi().equals(vdi))) {
                disks.connect(vm.ref(), vdi);
            }
            disks.rename(vdi, NAME);
        }
        return StepOutcome.done();
    }

    /** Destroys one that is not whole; a drive that is goes with its VM. */
    StepOutcome destroy(StepContext<VmPlan> context) {
        return fresh.destroy(context);
    }

    /** Destroys the drive that a copy of a VM came with: it tells what that VM was called. */
    void destroyCopied(VmInput input, XenVm copy) {
        XenPool pool = machines.pool(input);
        pool.disks().of(copy.ref()).stream()
                .filter(disk -> disk.name().equals(NAME) && !disk.system())
                .forEach(disk -> pool.vms().destroyDisk(disk.vdi()));
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
