package org.vmc.lab.xenapi.vm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Makes a VM what it was when a snapshot was taken: halted with the disks of a snapshot, suspended with the disks and
 * the memory image of a checkpoint.
 *
 * <p>Phases: new disks are made from those of the snapshot; the guest is stopped; the VM gets the new disks and the old
 * settings; its former disks are deleted. A failure before the guest is stopped takes the new disks away again and
 * leaves the VM as it was.
 */
final class VmRevert {

    /** What a snapshot remembers of the settings; names, tags and such stay as they are now. */
    private static final List<String> RESTORED = List.of(
            "memory_static_max",
            "memory_static_min",
            "memory_dynamic_max",
            "memory_dynamic_min",
            "memory_target",
            "VCPUs_params",
            "VCPUs_max",
            "VCPUs_at_startup",
            "actions_after_shutdown",
            "actions_after_reboot",
            "actions_after_crash",
            "HVM_boot_policy",
            "HVM_boot_params",
            "platform",
            "domain_type",
            "last_boot_CPU_flags",
            "xenstore_data");

    private final VmContext vms;
    private final VmDuplicates duplicates;
    private final SuspendImages images;
    private final Disks disks;

    VmRevert(VmContext vms, VmDuplicates duplicates, SuspendImages images, Disks disks) {
        this.vms = vms;
        this.duplicates = duplicates;
        this.images = images;
        this.disks = disks;
    }

    void register(Handlers handlers) {
        handlers.onVoid("VM.revert", this::revert);
    }

    private void revert(Invocation in) throws InterruptedException {
        var snapshot = in.ref("snapshot");
        try (var ofSnapshot = vms.claims().begin(VmOperation.REVERT, snapshot, in.call())) {
            var vm = vms.store().row("VM", vms.store().row("VM", snapshot).ref("snapshot_of"));
            try (var ofVm = vms.claims().begin(VmOperation.REVERTING, vm.ref(), in.call())) {
                revert(in, vm.ref());
            }
        }
    }

    private void revert(Invocation in, Ref vm) throws InterruptedException {
        var snapshot = in.ref("snapshot");
        var image = images.copyOf(vms.store().row("VM", snapshot));
        var former = ownDisks(vm);
        var done = false;
        try {
            var plan = new VmDuplicates.Plan(snapshot, disks::cloneOf, Set.of(), TimedOperation.REVERT);
            duplicates.withNewDisks(plan, in.call(), newDisks -> {
                halt(vm, snapshot);
                vms.store().write(() -> {
                    replace(vm, vms.store().row("VM", snapshot), newDisks);
                    restore(vm, vms.store().row("VM", snapshot), image);
                });
                return vm;
            });
            done = true;
        } finally {
            if (!done) {
                disks.discard(image);
            }
        }
        former.forEach(disks::discard);
    }

    private void halt(Ref vm, Ref snapshot) {
        var row = vms.store().row("VM", vm);
        try {
            vms.guests().stop(UUID.fromString(row.uuid()), false);
        } catch (GuestFailure failed) {
            throw new XapiError("VM_REVERT_FAILED", vm.text(), snapshot.text());
        }
        images.discard(vm);
        vms.records().offline(vm, PowerState.HALTED);
    }

    private void replace(Ref vm, Row snapshot, Map<Ref, Ref> newDisks) {
        var store = vms.store();
        var row = store.row("VM", vm);
        row.refs("VBDs").forEach(vbd -> store.delete("VBD", vbd));
        row.refs("VIFs").forEach(vif -> store.delete("VIF", vif));
        duplicates.copyVbds(snapshot, vm, newDisks);
        duplicates.copyVifs(snapshot, vm, true);
        newDisks.forEach((vbd, vdi) -> inherit(store.row("VBD", vbd).ref("VDI"), vdi));
    }

    /** The new disk takes the place of the one the snapshot was taken of, also for other snapshots of that. */
    private void inherit(Ref snapshotDisk, Ref newDisk) {
        var store = vms.store();
        var former = store.row("VDI", snapshotDisk).ref("snapshot_of");
        var name = store.find("VDI", former).map(row -> row.get("name_label"));
        name.ifPresent(label -> store.set("VDI", newDisk, "name_label", label));
        for (var other : List.copyOf(store.all("VDI"))) {
            if (other.flag("is_a_snapshot") && other.ref("snapshot_of").equals(former)) {
                store.set("VDI", other.ref(), "snapshot_of", newDisk.value());
            }
        }
    }

    private void restore(Ref vm, Row snapshot, Ref image) {
        RESTORED.forEach(field -> vms.store().set("VM", vm, field, snapshot.get(field)));
        vms.store().set("VM", vm, "parent", snapshot.ref().value());
        if (image.isSet()) {
            vms.store()
                    .set("VM", vm, Map.of("power_state", PowerState.SUSPENDED.value(), "suspend_VDI", image.value()));
        }
        vms.store()
                .set(
                        "VM_metrics",
                        vms.store().row("VM", vm).ref("metrics"),
                        "last_updated",
                        Value.of(vms.clock().instant()));
    }

    /** Disks nobody else has. */
    private List<Ref> ownDisks(Ref vm) {
        var store = vms.store();
        return store.row("VM", vm).refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .filter(vbd -> vbd.text("type").equals("Disk"))
                .flatMap(vbd -> store.find("VDI", vbd.ref("VDI")).stream())
                .filter(vdi -> vdi.refs("VBDs").size() == 1)
                .map(Row::ref)
                .toList();
    }
}
