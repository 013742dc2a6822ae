package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/**
 * Takes a disk from a VM and gives one to a VM. Everything looks first what the pool has and may be done again; a disk
 * is never on two VMs.
 */
@ApplicationScoped
class Connecting {

    static final String NEEDS = "a halted or running VM can get or lose a disk";

    private final Machines machines;

    Connecting(Machines machines) {
        this.machines = machines;
    }

    /** The disk, if the VM has it. */
    Optional<XenDisk> find(VmInput vm, String diskUuid) {
        return machines.find(vm).stream()
                .flatMap(there -> disks(vm).of(there.ref()).stream())
                .filter(disk -> disk.uuid().equals(diskUuid))
                .findFirst();
    }

    /** @throws ProblemException 409 when the VM does not have the disk */
    XenDisk required(VmInput vm, String diskUuid) {
        return find(vm, diskUuid)
                .orElseThrow(() -> ProblemException.conflict(
                        "%s no longer has the disk; /vm disk list shows what it has.".formatted(vm.name())));
    }

    /** Takes the disk from the guest if the VM runs; it stays connected. */
    void unplug(VmInput vm, XenDisk disk) {
        XenVm there = steady(vm);
        if (there.running() && disk.plugged()) {
            disks(vm).unplug(disk.vbd());
        }
    }

    /** Takes the disk from the guest if it has it, whatever its state is: undoes {@link #plug}. */
    void unplug(VmInput vm, String diskUuid) {
        find(vm, diskUuid).filter(XenDisk::plugged).ifPresent(disk -> disks(vm).unplug(disk.vbd()));
    }

    /** Gives a connected disk to the guest if the VM runs. */
    void plug(VmInput vm, String diskUuid) {
        boolean running = machines.find(vm).filter(XenVm::running).isPresent();
        find(vm, diskUuid).filter(disk -> running && !disk.plugged()).ifPresent(disk -> disks(vm)
                .plug(disk.vbd()));
    }

    /** Takes the disk out of its slot; the guest does not have it any more. */
    void disconnect(VmInput vm, String diskUuid) {
        find(vm, diskUuid).ifPresent(disk -> disks(vm).disconnect(disk.vbd()));
    }

    /** As {@link #connect} for a disk that is new to the VM. */
    void connectNew(VmInput vm, String diskUuid) {
        steady(vm);
        connect(vm, diskUuid, Optional.empty());
    }

    /**
     * Puts the disk into a slot of the VM, unless it has it.
     *
     * @param slot the slot it had, taken if it is free
     * @throws ProblemException 409 when the disk is gone or another VM has it
     */
    void connect(VmInput vm, String diskUuid, Optional<String> slot) {
        connect(vm, diskUuid, slot, false);
    }

    /** As {@link #connect(VmInput, String, Optional)}, also for a disk the VM boots from. */
    void connect(VmInput vm, String diskUuid, Optional<String> slot, boolean bootable) {
        XenVm there = machines.existing(vm);
        if (find(vm, diskUuid).isPresent()) {
            return;
        }
        XenVdi disk = unused(vm, diskUuid);
        disks(vm).connect(there.ref(), disk.vdi(), slot, bootable);
    }

    /** @throws ProblemException 409 when the disk is gone or a VM has it */
    XenVdi unused(VmInput vm, String diskUuid) {
        XenVdi disk = disks(vm)
                .byUuid(diskUuid)
                .orElseThrow(() ->
                        ProblemException.conflict("Pool %s no longer has the disk %s.".formatted(vm.pool(), diskUuid)));
        if (!disk.unused()) {
            throw ProblemException.conflict(
                    "Disk %s is connected to a VM already; a disk is on one VM at a time.".formatted(disk.name()));
        }
        return disk;
    }

    /**
     * Destroys a disk that no VM has; one that is gone is destroyed already.
     *
     * @throws ProblemException 409 when a VM has it
     */
    void destroyUnused(VmInput vm, String diskUuid) {
        if (disks(vm).byUuid(diskUuid).isPresent()) {
            machines.pool(vm).vms().destroyDisk(unused(vm, diskUuid).vdi());
        }
    }

    /** As {@link #destroyUnused}, but one that a VM has is left to it. */
    void destroyIfUnused(VmInput vm, String diskUuid) {
        disks(vm).byUuid(diskUuid).filter(XenVdi::unused).ifPresent(disk -> machines.pool(vm)
                .vms()
                .destroyDisk(disk.vdi()));
    }

    private XenVm steady(VmInput vm) {
        XenVm there = machines.existing(vm);
        if (!there.running() && !there.halted()) {
            throw ProblemException.of(
                    ProblemType.WRONG_POWER_STATE,
                    "%s is %s; only %s.".formatted(vm.name(), there.powerState(), NEEDS));
        }
        return there;
    }

    private XenDisks disks(VmInput vm) {
        return machines.pool(vm).disks();
    }
}
