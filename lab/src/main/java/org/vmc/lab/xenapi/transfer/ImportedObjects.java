package org.vmc.lab.xenapi.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.vm.VmTransfers;
import org.vmc.lab.xenapi.wire.Value;

/** The objects an import makes. Closing takes them away again unless they are kept. */
final class ImportedObjects implements AutoCloseable {

    private static final List<String> NOT_FOR_VMS =
            List.of("power_state", "last_booted_record", "ha_always_run", "ha_restart_priority", "memory_target");
    private static final long LARGEST_DISK_BYTES = 2L << 40;
    private static final long MOST_VCPUS = 1024;
    private static final long LARGEST_MEMORY_BYTES = 1L << 50;

    private final Store store;
    private final Disks disks;
    private final VmTransfers vms;
    private final MacAddresses macs;
    private final Map<String, Ref> refs = new HashMap<>();
    private final List<Ref> madeVms = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<Ref> madeNetworks = new ArrayList<>();
    private boolean kept;

    /** A new disk that waits for its contents. */
    record Target(String id, Ref vdi, long size) {}

    ImportedObjects(Store store, Disks disks, VmTransfers vms, MacAddresses macs) {
        this.store = store;
        this.disks = disks;
        this.vms = vms;
        this.macs = macs;
    }

    /** Makes all objects, the VMs held by the import. */
    void create(ArchiveHeader header, ImportOptions options, RunningCall call) {
        store.write(() -> {
            var archivedVms = header.all("VM");
            if (archivedVms.isEmpty()) {
                throw ImportErrors.broken("the archive has no VM");
            }
            archivedVms.forEach(vm -> vm(vm, options, call));
            header.all("VDI").forEach(vdi -> disk(vdi, options));
            header.all("VBD").forEach(vbd -> vbd(vbd, header));
            header.all("VIF").forEach(vif -> vif(vif, header, options));
        });
    }

    /** Disks to be filled, in the order of the archive. */
    List<Target> targets() {
        return targets.stream().sorted(Comparator.comparing(Target::id)).toList();
    }

    /** Ends the import: the objects stay. Answers the VMs. */
    List<Ref> keep() {
        madeVms.forEach(vms::imported);
        kept = true;
        return List.copyOf(madeVms);
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        store.write(() -> {
            madeVms.forEach(vms::abandon);
            targets.stream()
                    .map(Target::vdi)
                    .filter(vdi -> store.find("VDI", vdi).isPresent())
                    .forEach(disks::destroy);
            madeNetworks.forEach(network -> store.delete("network", network));
        });
    }

    private void vm(ArchivedObject archived, ImportOptions options, RunningCall call) {
        requireBetween(1, archived.whole("VCPUs_max"), MOST_VCPUS, "VCPUs_max");
        requireBetween(1, archived.whole("VCPUs_at_startup"), MOST_VCPUS, "VCPUs_at_startup");
        for (var memory :
                List.of("memory_static_min", "memory_dynamic_min", "memory_dynamic_max", "memory_static_max")) {
            requireBetween(0, archived.whole(memory), LARGEST_MEMORY_BYTES, memory);
        }
        var fields = archived.choices(store.declaration().xenClass("VM"), NOT_FOR_VMS);
        fields.put("memory_target", Value.of(archived.whole("memory_dynamic_max")));
        if (options.restore()) {
            keepUuid(archived, fields);
        }
        remember(archived, vms.importing(fields, call), madeVms);
    }

    private void keepUuid(ArchivedObject archived, Map<String, Value> fields) {
        var uuid = archived.text("uuid");
        store.all("VM").stream()
                .filter(vm -> vm.uuid().equals(uuid))
                .findFirst()
                .ifPresent(vm -> {
                    throw new XapiError("DUPLICATE_VM", vm.ref().text());
                });
        if (!uuid.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw ImportErrors.broken("a VM has the uuid " + uuid);
        }
        fields.put("uuid", Value.of(uuid));
    }

    private void disk(ArchivedObject archived, ImportOptions options) {
        long size = archived.whole("virtual_size");
        requireBetween(0, size, LARGEST_DISK_BYTES, "virtual_size");
        var fields = archived.choices(store.declaration().xenClass("VDI"), List.of("sm_config"));
        var image = archived.map("sm_config").get(Disks.IMAGE);
        if (image != null) {
            fields.put("sm_config", new Value.Fields(Map.of(Disks.IMAGE, image)));
        }
        fields.put("SR", options.sr().value());
        var vdi = disks.create(fields);
        refs.put(archived.id(), vdi);
        targets.add(new Target(archived.id(), vdi, size));
    }

    private void vbd(ArchivedObject archived, ArchiveHeader header) {
        var fields = archived.choices(store.declaration().xenClass("VBD"), List.of("currently_attached"));
        fields.put("VM", made(header, "VM", archived.text("VM")).value());
        var isDisk = !archived.text("type").equals("CD");
        fields.put("empty", Value.of(!isDisk));
        if (isDisk) {
            fields.put("VDI", made(header, "VDI", archived.text("VDI")).value());
        }
        fields.put("allowed_operations", Value.ofTexts(List.of("attach", "unpause", "pause")));
        store.insert("VBD", fields);
    }

    private void vif(ArchivedObject archived, ArchiveHeader header, ImportOptions options) {
        var fields = archived.choices(store.declaration().xenClass("VIF"), List.of("currently_attached"));
        fields.put("VM", made(header, "VM", archived.text("VM")).value());
        fields.put(
                "network",
                network(header.get("network", archived.text("network"))).value());
        if (options.restore()) {
            requireMac(archived.text("MAC"));
        } else {
            fields.put("MAC", Value.of(macs.next()));
            fields.put("MAC_autogenerated", Value.of(true));
        }
        store.insert("VIF", fields);
    }

    private static void requireMac(String mac) {
        if (!mac.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")) {
            throw new XapiError("MAC_INVALID", mac);
        }
    }

    /** A network here that has the same bridge, else the same name, else a new one. */
    private Ref network(ArchivedObject archived) {
        var known = refs.get(archived.id());
        if (known != null) {
            return known;
        }
        var bridge = archived.text("bridge");
        var name = archived.text("name_label");
        var found = store.all("network").stream()
                .filter(row -> row.text("bridge").equals(bridge))
                .findFirst()
                .or(() -> store.all("network").stream()
                        .filter(row -> row.text("name_label").equals(name))
                        .findFirst());
        if (found.isPresent()) {
            refs.put(archived.id(), found.get().ref());
            return found.get().ref();
        }
        var fields = new LinkedHashMap<>(archived.choices(store.declaration().xenClass("network"), List.of()));
        return remember(archived, store.insert("network", fields), madeNetworks);
    }

    private Ref remember(ArchivedObject archived, Ref ref, List<Ref> made) {
        refs.put(archived.id(), ref);
        made.add(ref);
        return ref;
    }

    private Ref made(ArchiveHeader header, String className, String id) {
        var archived = header.get(className, id);
        var ref = refs.get(archived.id());
        if (ref == null) {
            throw ImportErrors.noObject(id);
        }
        return ref;
    }

    private static void requireBetween(long least, long value, long most, String what) {
        if (value < least || value > most) {
            throw ImportErrors.broken(what + " is " + value);
        }
    }
}
