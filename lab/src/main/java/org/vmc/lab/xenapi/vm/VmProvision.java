package org.vmc.lab.xenapi.vm;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Makes a VM out of the clone of a template: the disks its {@code other_config:disks} asks for, then no template. */
final class VmProvision {

    private static final Pattern DISK = Pattern.compile("<disk\\s([^>]*?)/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=['\"]([^'\"]*)['\"]");

    private final Store store;
    private final VmClaims claims;
    private final Disks disks;

    VmProvision(Store store, VmClaims claims, Disks disks) {
        this.store = store;
        this.claims = claims;
        this.disks = disks;
    }

    void register(Handlers handlers) {
        handlers.onVoid("VM.provision", this::provision);
    }

    private void provision(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        try (var claim = claims.begin(VmOperation.PROVISION, vm, in.call())) {
            in.call().spend(TimedOperation.PROVISION);
            var row = store.row("VM", vm);
            addAllOrNone(row);
            store.write(() -> {
                var otherConfig = row.texts("other_config");
                otherConfig.remove("disks");
                store.set(
                        "VM",
                        vm,
                        Map.of(
                                "is_a_template", Value.of(false),
                                "other_config", Value.ofTexts(otherConfig)));
            });
        }
    }

    /** When one disk does not fit, those made before it are taken away again. */
    private void addAllOrNone(Row vm) {
        var before = vm.refs("VBDs");
        var done = false;
        try {
            addDisks(vm);
            done = true;
        } finally {
            if (!done) {
                store.row("VM", vm.ref()).refs("VBDs").stream()
                        .filter(vbd -> !before.contains(vbd))
                        .map(vbd -> store.row("VBD", vbd).ref("VDI"))
                        .forEach(disks::discard);
            }
        }
    }

    private void addDisks(Row vm) {
        var disk = DISK.matcher(vm.texts("other_config").getOrDefault("disks", ""));
        while (disk.find()) {
            var attributes = new HashMap<String, String>();
            var attribute = ATTRIBUTE.matcher(disk.group(1));
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            addDisk(vm, attributes);
        }
    }

    private void addDisk(Row vm, Map<String, String> disk) {
        var vdi = disks.create(Map.of(
                "name_label", Value.of(vm.text("name_label") + " " + disk.getOrDefault("device", "0")),
                "SR", sr(disk.getOrDefault("sr", "")).value(),
                "virtual_size", Value.of(Long.parseLong(disk.getOrDefault("size", "0"))),
                "type", Value.of(disk.getOrDefault("type", "system"))));
        store.insert(
                "VBD",
                Map.of(
                        "VM", vm.ref().value(),
                        "VDI", vdi.value(),
                        "userdevice", Value.of(disk.getOrDefault("device", "0")),
                        "bootable", Value.of(Boolean.parseBoolean(disk.getOrDefault("bootable", "false"))),
                        "mode", Value.of("RW"),
                        "type", Value.of("Disk")));
    }

    private Ref sr(String uuid) {
        if (!uuid.isEmpty()) {
            return store.byUuid("SR", uuid).ref();
        }
        return store.all("pool").stream()
                .map(pool -> pool.ref("default_SR"))
                .filter(Ref::isSet)
                .findFirst()
                .orElseThrow(() -> new XapiError("DEFAULT_SR_NOT_FOUND", Ref.NULL.text()));
    }
}
