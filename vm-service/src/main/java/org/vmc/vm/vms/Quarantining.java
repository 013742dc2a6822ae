package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenVdi;

/**
 * Takes the disk a halted VM boots from out of it and puts it back. A disk in quarantine says in the pool, by its name
 * and its notes, which restore put it there. Everything may be done again.
 */
@ApplicationScoped
class Quarantining {

    private final Machines machines;
    private final Connecting connecting;

    Quarantining(Machines machines, Connecting connecting) {
        this.machines = machines;
        this.connecting = connecting;
    }

    /** Name of the disk in quarantine. */
    static String nameOf(UUID restore) {
        return "quarantine-" + restore;
    }

    /** Marks the disk, then takes it from the VM: whatever dies in between, it says what it is. */
    void enter(VmInput vm, UUID restore, String diskUuid, String owner) {
        XenDisks disks = machines.pool(vm).disks();
        disks.byUuid(diskUuid).ifPresent(disk -> {
            Map<String, String> notes = new HashMap<>(disk.otherConfig());
            notes.put(CreationMark.OPERATION, restore.toString());
            notes.put(CreationMark.VM, vm.vmId().toString());
            notes.put(CreationMark.OWNER, owner);
            disks.setOtherConfig(disk.vdi(), notes);
            disks.rename(disk.vdi(), nameOf(restore));
        });
        connecting.disconnect(vm, diskUuid);
    }

    /** Puts the disk back into its slot and takes its marks away; does nothing to one that never left. */
    void leave(VmInput vm, String diskUuid, String slot, String formerName) {
        connecting.connect(vm, diskUuid, Optional.of(slot), true);
        XenDisks disks = machines.pool(vm).disks();
        disks.byUuid(diskUuid).ifPresent(disk -> {
            disks.rename(disk.vdi(), formerName);
            disks.setOtherConfig(disk.vdi(), withoutMarks(disk));
        });
    }

    private static Map<String, String> withoutMarks(XenVdi disk) {
        Map<String, String> notes = new HashMap<>(disk.otherConfig());
        notes.keySet()
                .removeIf(key -> key.equals(CreationMark.OPERATION)
                        || key.equals(CreationMark.VM)
                        || key.equals(CreationMark.OWNER));
        return notes;
    }
}
