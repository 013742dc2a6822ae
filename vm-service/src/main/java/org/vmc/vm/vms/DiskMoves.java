package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenDisk;

/** Disks that go from one VM to another, and those that no VM has in between: checks, and says what to run. */
@ApplicationScoped
class DiskMoves {

    private static final String TARGET_TYPE = "disk";

    private final VmGate gate;
    private final VmDisks disks;
    private final Vms vms;
    private final KeptDisks kept;
    private final Pools pools;
    private final Reachability reachability;
    private final DetachDisk detachDisk;
    private final ReattachDisk reattachDisk;
    private final MoveDisk moveDisk;
    private final DeleteKeptDisk deleteDisk;

    DiskMoves(
            VmGate gate,
            VmDisks disks,
            Vms vms,
            KeptDisks kept,
            Pools pools,
            Reachability reachability,
            DetachDisk detachDisk,
            ReattachDisk reattachDisk,
            MoveDisk moveDisk,
            DeleteKeptDisk deleteDisk) {
        this.gate = gate;
        this.disks = disks;
        this.vms = vms;
        this.kept = kept;
        this.pools = pools;
        this.reachability = reachability;
        this.detachDisk = detachDisk;
        this.reattachDisk = reattachDisk;
        this.moveDisk = moveDisk;
        this.deleteDisk = deleteDisk;
    }

    /** Disks that no VM has, whoever they belong to. */
    List<KeptDiskView> all() {
        return vms.read(() -> kept.all().stream().map(KeptDiskView::of).toList());
    }

    /** @throws ProblemException 404 */
    KeptDiskView one(String id) {
        return vms.read(() -> KeptDiskView.of(kept.existing(id)));
    }

    /** @throws ProblemException 403, 404, 409 when the VM cannot lose it now, 503 */
    NewOperation<?> detach(String id, String nameOrUuid, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        DiskAction input = removable(vm, nameOrUuid);
        return NewOperation.of(detachDisk, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 409 when one cannot lose or the other cannot get it now, 422, 503 */
    NewOperation<?> move(String id, String nameOrUuid, @Nullable String to, Caller caller) {
        Vm from = gate.changeable(id, caller);
        Vm target = gate.meant("to", to, caller);
        if (target.id.equals(from.id)) {
            throw ProblemException.invalid("to", "must be another VM than " + from.name);
        }
        requireSame(from.owner, from.pool, target);
        DiskAction disk = removable(from, nameOrUuid);
        requireRoom(target, disk.disk());
        DiskMove input =
                new DiskMove(from.id, from.name, from.pool, disk.disk(), disk.diskUuid(), target.id, target.name);
        return NewOperation.of(moveDisk, input, VmOrders.target(from))
                .alsoLocking(VmOrders.target(target).key());
    }

    /** @throws ProblemException 403, 404, 409 when the VM cannot get it now, 422, 503 */
    NewOperation<?> attach(String diskId, @Nullable String to, Caller caller) {
        KeptDisk disk = kept.existing(diskId);
        caller.requireOwner(disk.owner);
        requireNoQuarantine(disk);
        Vm target = gate.meant("vm", to, caller);
        requireSame(disk.owner, disk.pool, target);
        requireRoom(target, disk.name);
        return NewOperation.of(reattachDisk, KeptDiskAction.on(disk, target.id, target.name), VmOrders.target(target))
                .alsoLocking(target(disk).key());
    }

    /** @throws ProblemException 403, 404, 503 */
    NewOperation<?> delete(String diskId, Caller caller) {
        KeptDisk disk = kept.existing(diskId);
        caller.requireOwner(disk.owner);
        requireNoQuarantine(disk);
        reachability.require(disk.pool);
        return NewOperation.of(deleteDisk, KeptDiskAction.on(disk, disk.vmId, disk.vmName), target(disk));
    }

    private DiskAction removable(Vm vm, String nameOrUuid) {
        steady(vm);
        XenDisk disk = disks.removable(vm, nameOrUuid, "it stays with the VM");
        kept.requireNotKept(vm, disk.uuid());
        if (disk.plugged() && !disk.allowedOperations().contains("unplug")) {
            throw ProblemException.conflict(
                    "The guest of %s has %s, and its pool does not allow to take it away now: the tools in the guest must report, or the VM be stopped first."
                            .formatted(vm.name, disk.name()));
        }
        return new DiskAction(vm.id, vm.name, vm.pool, disk.name(), disk.uuid());
    }

    private static void requireSame(String owner, String pool, Vm target) {
        if (!target.owner.equals(owner)) {
            throw ProblemException.conflict("The disk belongs to %s and %s to %s; a disk stays with its owner."
                    .formatted(owner, target.name, target.owner));
        }
        if (!target.pool.equals(pool)) {
            throw ProblemException.conflict("The disk is in pool %s and %s in pool %s; a disk stays in its pool."
                    .formatted(pool, target.name, target.pool));
        }
    }

    private void requireRoom(Vm target, String disk) {
        ObservedVm there = steady(target);
        if (disks.existing(target, there.ref()).stream()
                .anyMatch(other -> other.name().equals(disk))) {
            throw ProblemException.nameTaken("disk", disk);
        }
        boolean full = Reachability.asked(
                target.pool, "Looking for a free slot of " + target.name, () -> pools.connection(target.pool)
                        .disks()
                        .freeSlots(there.ref())
                        .isEmpty());
        if (full) {
            throw ProblemException.conflict(
                    "%s has no free slot for another disk; detach or delete one first.".formatted(target.name));
        }
    }

    /** Once its VM is gone there is nothing to put it back to, and it is a disk like any other. */
    private void requireNoQuarantine(KeptDisk disk) {
        if (disk.quarantined() && vms.live(disk.vmId).isPresent()) {
            throw ProblemException.conflict(
                    "%s is in quarantine; put it back with /vm restore undo name:%s or delete it with /vm restore release name:%s."
                            .formatted(disk.name, disk.vmName, disk.vmName));
        }
    }

    private ObservedVm steady(Vm vm) {
        ObservedVm there = gate.present(vm);
        if (there.powerState() != PowerState.HALTED && there.powerState() != PowerState.RUNNING) {
            throw VmGate.wrongPowerState(vm, there.powerState(), Connecting.NEEDS);
        }
        return there;
    }

    private static Target target(KeptDisk disk) {
        return new Target(TARGET_TYPE, disk.id, disk.name);
    }
}
