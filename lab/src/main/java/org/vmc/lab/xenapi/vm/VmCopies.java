package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Clone, copy and snapshot: VMs made from VMs. */
final class VmCopies {

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
            "parent",
            "children");

    private final Store store;
    private final VmClaims claims;
    private final VmRecords records;
    private final Disks disks;
    private final MacAddresses macs;
    private final InstantSource clock;

    VmCopies(Store store, VmClaims claims, VmRecords records, Disks disks, MacAddresses macs, InstantSource clock) {
        this.store = store;
        this.claims = claims;
        this.records = records;
        this.disks = disks;
        this.macs = macs;
        this.clock = clock;
    }

    void register(Handlers handlers) {
        handlers.on("VM.clone", this::cloneVm).on("VM.copy", this::copy).on("VM.snapshot", this::snapshot);
    }

    private Value cloneVm(Invocation in) throws InterruptedException {
        try (var claim = claims.begin(VmOperation.CLONE, in.ref("vm"), in.call())) {
            in.call().spend(TimedOperation.CLONE);
            return newVm(in, disks::cloneOf).value();
        }
    }

    private Value copy(Invocation in) throws InterruptedException {
        var sr = in.ref("sr");
        try (var claim = claims.begin(VmOperation.COPY, in.ref("vm"), in.call())) {
            in.call().spend(TimedOperation.COPY);
            return newVm(in, vdi -> disks.copyOf(vdi, sr)).value();
        }
    }

    private Ref newVm(Invocation in, UnaryOperator<Ref> duplicateDisk) {
        return store.write(() -> {
            var source = store.row("VM", in.ref("vm"));
            var vm = records.insert(fieldsFrom(source, in.text("new_name")));
            duplicateDisks(source, vm, duplicateDisk);
            duplicateVifs(source, vm, false);
            return vm;
        });
    }

    private Value snapshot(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        try (var claim = claims.begin(VmOperation.SNAPSHOT, vm, in.call())) {
            in.call().spend(TimedOperation.SNAPSHOT);
            return store.write(() -> {
                var source = store.row("VM", vm);
                var fields = fieldsFrom(source, in.text("new_name"));
                fields.put("is_a_snapshot", Value.of(true));
                fields.put("is_a_template", Value.of(true));
                fields.put("snapshot_of", vm.value());
                fields.put("snapshot_time", Value.of(clock.instant()));
                fields.put("parent", source.get("parent"));
                var snapshot = records.insert(fields);
                duplicateDisks(source, snapshot, disks::snapshotOf);
                duplicateVifs(source, snapshot, true);
                store.set("VM", vm, "parent", snapshot.value());
                return snapshot.value();
            });
        }
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

    /** Nothing is rolled back in a store, so the new VM is taken away again when a disk does not fit. */
    private void duplicateDisks(Row source, Ref vm, UnaryOperator<Ref> duplicate) {
        try {
            insertDisks(source, vm, duplicate);
        } catch (XapiError full) {
            var made = store.row("VM", vm).refs("VBDs").stream()
                    .map(vbd -> store.row("VBD", vbd))
                    .filter(vbd -> vbd.text("type").equals("Disk"))
                    .map(vbd -> vbd.ref("VDI"))
                    .filter(Ref::isSet)
                    .toList();
            records.delete(store.row("VM", vm));
            made.forEach(disks::destroy);
            throw full;
        }
    }

    private void insertDisks(Row source, Ref vm, UnaryOperator<Ref> duplicate) {
        for (var vbd : source.refs("VBDs")) {
            var fields = store.row("VBD", vbd).copyOfFields();
            var vdi = store.row("VBD", vbd).ref("VDI");
            var isDisk = store.row("VBD", vbd).text("type").equals("Disk");
            fields.keySet().removeAll(List.of("uuid", "current_operations", "currently_attached"));
            fields.put("VM", vm.value());
            if (isDisk && vdi.isSet()) {
                fields.put("VDI", duplicate.apply(vdi).value());
            }
            store.insert("VBD", fields);
        }
    }

    private void duplicateVifs(Row source, Ref vm, boolean keepMac) {
        for (var vif : source.refs("VIFs")) {
            var fields = store.row("VIF", vif).copyOfFields();
            fields.keySet().removeAll(List.of("uuid", "current_operations", "currently_attached"));
            fields.put("VM", vm.value());
            if (!keepMac) {
                fields.put("MAC", Value.of(macs.next()));
            }
            store.insert("VIF", fields);
        }
    }
}
