package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.xen.XenDrives;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/** What is in the CD drive of a VM. Everything looks first what the pool has and may be done again. */
@ApplicationScoped
class Media {

    static final String NEEDS = "a halted or running VM can get or lose a medium";

    private final Machines machines;

    Media(Machines machines) {
        this.machines = machines;
    }

    /** The pool's uuid of the medium in the drive; empty for an empty drive and for none. */
    Optional<String> in(VmInput vm) {
        return drives(vm)
                .of(machines.existing(vm).ref())
                .flatMap(XenDrives.Drive::medium)
                .map(XenVdi::uuid);
    }

    /**
     * Puts the medium into the drive of the VM, which a halted VM gets if it has none, in place of what is in it.
     *
     * @param isoUuid the pool's uuid of it; null to leave the drive empty
     * @throws ProblemException 409 when the medium is gone, or the VM runs without a drive
     */
    void put(VmInput vm, @Nullable String isoUuid) {
        XenVm there = machines.existing(vm);
        Optional<XenDrives.Drive> drive = drives(vm).of(there.ref());
        Optional<String> current = drive.flatMap(XenDrives.Drive::medium).map(XenVdi::uuid);
        if (current.equals(Optional.ofNullable(isoUuid))) {
            return;
        }
        Optional<String> medium = Optional.ofNullable(isoUuid).map(uuid -> medium(vm, uuid));
        if (drive.isEmpty()) {
            medium.ifPresent(vdi -> addDrive(vm, there, vdi));
            return;
        }
        String vbd = drive.get().vbd();
        if (current.isPresent()) {
            drives(vm).eject(vbd);
        }
        medium.ifPresent(vdi -> drives(vm).insert(vbd, vdi));
    }

    private void addDrive(VmInput vm, XenVm there, String vdi) {
        if (!there.halted() && !there.template()) {
            throw ProblemException.of(
                    ProblemType.WRONG_POWER_STATE,
                    "%s has no CD drive and can get one only while it is halted; stop it first.".formatted(vm.name()));
        }
        drives(vm).add(there.ref(), vdi);
    }

    private String medium(VmInput vm, String uuid) {
        return machines.pool(vm)
                .disks()
                .byUuid(uuid)
                .map(XenVdi::vdi)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the medium; GET /isos shows what it has.".formatted(vm.pool())));
    }

    private XenDrives drives(VmInput vm) {
        return machines.pool(vm).drives();
    }
}
