package org.vmc.lab.xenapi.vm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Makes VMs from VMs.
 *
 * <p>Phases: the disks, one by one; the time it takes; the record of the VM with its devices. When a disk does not fit,
 * or the task is cancelled, the disks made so far are taken away again and no VM was ever seen.
 */
final class VmDuplicates {

    /** Fields that belong to one VM and are not copied. */
    private static final List<String> OWN_FIELDS = List.of(
            "uuid",
            "allowed_operations",
            "current_operations",
            "power_state",
            "is_default_template",
            "suspend_VDI",
            "resident_on",
            "scheduled_to_be_resident_on",
            "domid",
            "metrics",
            "guest_metrics",
            "consoles",
            "VIFs",
            "VBDs",
            "VUSBs",
            "VTPMs",
            "VGPUs",
            "crash_dumps",
            "blobs",
            "is_a_snapshot",
            "snapshot_of",
            "snapshots",
            "snapshot_time",
            "snapshot_info",
            "snapshot_metadata",
            "parent",
            "children");

    private static final List<String> OWN_DEVICE_FIELDS =
            List.of("uuid", "current_operations", "currently_attached", "VM");

    private final Store store;
    private final VmRecords records;
    private final Disks disks;
    private final MacAddresses macs;

    VmDuplicates(Store store, VmRecords records, Disks disks, MacAddresses macs) {
        this.store = store;
        this.records = records;
        this.disks = disks;
        this.macs = macs;
    }

    /**
     * What to make.
     *
     * @param source the VM to copy
     * @param disk makes the copy of a disk
     * @param ignored disks to leave out, with their VBDs
     * @param time how long it takes
     */
    record Plan(Ref source, UnaryOperator<Ref> disk, Set<Ref> ignored, TimedOperation time) {}

    /** Disks made for a VM to come, by the VBD of the source they are for. */
    interface Made {
        Ref with(Map<Ref, Ref> newDisks);
    }

    /** Makes copies of the disks of a VM, lets the time pass, and hands them over; or takes them away again. */
    Ref withNewDisks(Plan plan, RunningCall call, Made made) throws InterruptedException {
        var newDisks = new LinkedHashMap<Ref, Ref>();
        var done = false;
        try {
            for (var vbd : disksOf(store.row("VM", plan.source()))) {
                var vdi = store.row("VBD", vbd).ref("VDI");
                if (!plan.ignored().contains(vdi)) {
                    call.checkCancelled();
                    newDisks.put(vbd, plan.disk().apply(vdi));
                }
            }
            call.spend(plan.time());
            var result = made.with(newDisks);
            done = true;
            return result;
        } finally {
            if (!done) {
                newDisks.values().forEach(disks::discard);
            }
        }
    }

    /**
     * Makes a VM. To be called in a write.
     *
     * @param name its name
     * @param own sets the fields that make it what it is
     */
    Ref insert(Row source, String name, Map<Ref, Ref> newDisks, Consumer<Map<String, Value>> own) {
        var fields = fieldsFrom(source, name);
        own.accept(fields);
        var snapshot = fields.containsKey("is_a_snapshot");
        var vm = records.insert(fields);
        copyVbds(source, vm, newDisks);
        copyVifs(source, vm, snapshot);
        return vm;
    }

    /** Gives a VM the VBDs of another, with new disks; CD drives are copied as they are. To be called in a write. */
    void copyVbds(Row source, Ref vm, Map<Ref, Ref> newDisks) {
        for (var vbd : source.refs("VBDs")) {
            var row = store.row("VBD", vbd);
            var needsDisk = row.text("type").equals("Disk") && row.ref("VDI").isSet();
            if (needsDisk && !newDisks.containsKey(vbd)) {
                continue;
            }
            var fields = row.copyOfFields();
            fields.keySet().removeAll(OWN_DEVICE_FIELDS);
            fields.put("VM", vm.value());
            fields.put("VDI", newDisks.getOrDefault(vbd, row.ref("VDI")).value());
            store.insert("VBD", fields);
        }
    }

    /** Gives a VM the VIFs of another. To be called in a write. */
    void copyVifs(Row source, Ref vm, boolean keepMac) {
        for (var vif : source.refs("VIFs")) {
            var fields = store.row("VIF", vif).copyOfFields();
            fields.keySet().removeAll(OWN_DEVICE_FIELDS);
            fields.put("VM", vm.value());
            if (!keepMac) {
                fields.put("MAC", Value.of(macs.next()));
                fields.put("MAC_autogenerated", Value.of(true));
            }
            store.insert("VIF", fields);
        }
    }

    private List<Ref> disksOf(Row vm) {
        return vm.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .filter(vbd -> vbd.text("type").equals("Disk") && vbd.ref("VDI").isSet())
                .map(Row::ref)
                .toList();
    }

    private Map<String, Value> fieldsFrom(Row source, String name) {
        var fields = source.copyOfFields();
        OWN_FIELDS.forEach(fields::remove);
        fields.put("name_label", Value.of(name));
        var otherConfig = new LinkedHashMap<>(source.texts("other_config"));
        otherConfig.put("mac_seed", store.newUuid().toString());
        if (source.flag("is_a_template")) {
            otherConfig.putIfAbsent("base_template_name", source.text("name_label"));
        }
        fields.put("other_config", Value.ofTexts(otherConfig));
        return fields;
    }
}
