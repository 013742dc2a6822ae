package org.vmc.lab.xenapi.vm;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** What the record of a VM and the objects around it look like in each power state. */
final class VmRecords {

    private static final String VM_DATA = "vm-data/";
    private static final long MIB = 1024 * 1024;

    private final Store store;
    private final HostMemory memory;
    private final ConfigDrives drives;
    private final InstantSource clock;
    private final AtomicLong lastDomid = new AtomicLong();

    VmRecords(Store store, HostMemory memory, ConfigDrives drives, InstantSource clock) {
        this.store = store;
        this.memory = memory;
        this.drives = drives;
        this.clock = clock;
    }

    /** The VM got a domain on a host. */
    void live(Ref vm, Ref host, PowerState state) {
        store.write(() -> {
            var row = store.row("VM", vm);
            devices(row, true);
            store.set(
                    "VM_metrics",
                    row.ref("metrics"),
                    Map.of(
                            "last_updated", Value.of(clock.instant()),
                            "memory_actual", row.get("memory_dynamic_max")));
            store.set(
                    "VM",
                    vm,
                    Map.of(
                            "power_state", state.value(),
                            "resident_on", host.value(),
                            "scheduled_to_be_resident_on", Ref.NULL.value(),
                            "domid", Value.of(lastDomid.incrementAndGet()),
                            "domarch", Value.of("x86_64"),
                            "memory_target", row.get("memory_dynamic_max")));
        });
    }

    /** The guest began to boot on a host. */
    void booted(Ref vm, Ref host) {
        store.write(() -> {
            var row = store.row("VM", vm);
            var features = CpuFeatures.ofHost(store.row("host", host).texts("cpu_info"));
            store.set("VM", vm, "last_boot_CPU_flags", Value.ofTexts(features.flags()));
            store.set(
                    "VM_metrics",
                    row.ref("metrics"),
                    Map.of(
                            "start_time", Value.of(clock.instant()),
                            "VCPUs_number", row.get("VCPUs_at_startup"),
                            "current_domain_type", row.get("domain_type"),
                            "hvm", Value.of(row.text("domain_type").equals("hvm"))));
        });
    }

    /** The VM runs on another host now, in another domain. */
    void moved(Ref vm, Ref host) {
        store.write(() -> {
            var row = store.row("VM", vm);
            memory.claim(row, host);
            row.refs("consoles").forEach(console -> store.delete("console", console));
            store.set("VM_metrics", row.ref("metrics"), "last_updated", Value.of(clock.instant()));
            store.set(
                    "VM",
                    vm,
                    Map.of(
                            "resident_on", host.value(),
                            "scheduled_to_be_resident_on", Ref.NULL.value(),
                            "domid", Value.of(lastDomid.incrementAndGet())));
        });
    }

    /** The VM did not come to the host it was to be on: its memory goes back. */
    void notPlaced(Ref vm) {
        store.write(() -> {
            memory.release(vm);
            store.find("VM", vm).ifPresent(row -> store.set("VM", vm, "scheduled_to_be_resident_on", Ref.NULL.value()));
        });
    }

    /** The VM got another domain on its host. */
    void rebooted(Ref vm) {
        store.write(() -> {
            store.set("VM", vm, "domid", Value.of(lastDomid.incrementAndGet()));
            store.set("VM", vm, "power_state", PowerState.RUNNING.value());
        });
    }

    /** The VM lost its domain: halted, or suspended to disk. Does nothing when the VM is gone. */
    void offline(Ref vm, PowerState state) {
        store.write(() -> store.find("VM", vm).ifPresent(row -> {
            memory.release(vm);
            devices(row, false);
            row.refs("consoles").forEach(console -> store.delete("console", console));
            if (state == PowerState.HALTED) {
                forgetTools(row);
            }
            store.set(
                    "VM_metrics",
                    row.ref("metrics"),
                    Map.of("memory_actual", Value.of(0), "last_updated", Value.of(clock.instant())));
            store.set(
                    "VM",
                    vm,
                    Map.of(
                            "power_state", state.value(),
                            "resident_on", Ref.NULL.value(),
                            "scheduled_to_be_resident_on", Ref.NULL.value(),
                            "domid", Value.of(-1)));
        }));
    }

    /** The guest no longer reports: it is off or boots again. */
    void forgetTools(Row vm) {
        store.write(() -> {
            store.delete("VM_guest_metrics", vm.ref("guest_metrics"));
            store.set("VM", vm.ref(), "guest_metrics", Ref.NULL.value());
        });
    }

    /**
     * Whether what runs in the VM is the installer on a medium: there is one in its CD drive, and no system on its disk
     * yet. It is done when somebody takes the medium out.
     */
    boolean installs(Row vm) {
        var disk = rootDisk(vm);
        return !disk.isEmpty()
                && !disk.getFirst().texts("sm_config").containsKey(Disks.IMAGE)
                && vm.refs("VBDs").stream()
                        .flatMap(vbd -> store.find("VBD", vbd).stream())
                        .filter(vbd -> vbd.text("type").equals("CD"))
                        .flatMap(vbd -> store.find("VDI", vbd.ref("VDI")).stream())
                        .anyMatch(medium -> !medium.flag("is_tools_iso"));
    }

    /** What the guest of a VM is started from. */
    GuestSpec guestSpec(Row vm, Ref host) {
        var disk = rootDisk(vm);
        var image = disk.stream()
                .map(row -> row.texts("sm_config").getOrDefault(Disks.IMAGE, ""))
                .findFirst()
                .orElse("");
        var vmData = new HashMap<>(drives.vmData(vm));
        vm.texts("xenstore_data").forEach((key, value) -> {
            if (key.startsWith(VM_DATA)) {
                vmData.put(key, value);
            }
        });
        return new GuestSpec(
                UUID.fromString(vm.uuid()),
                vm.text("name_label"),
                store.row("host", host).text("hostname"),
                (int) vm.whole("VCPUs_at_startup"),
                (int) (vm.whole("memory_dynamic_max") / MIB),
                image,
                UUID.fromString(disk.isEmpty() ? vm.uuid() : disk.getFirst().uuid()),
                vmData);
    }

    /** Deletes a VM and everything that has no meaning without it. Its disks stay. */
    void delete(Row vm) {
        store.write(() -> {
            memory.release(vm.ref());
            vm.refs("VBDs").forEach(vbd -> store.delete("VBD", vbd));
            vm.refs("VIFs").forEach(vif -> store.delete("VIF", vif));
            vm.refs("consoles").forEach(console -> store.delete("console", console));
            store.delete("VM_guest_metrics", vm.ref("guest_metrics"));
            store.delete("VM_metrics", vm.ref("metrics"));
            store.delete("VM", vm.ref());
        });
    }

    /** A new VM from the fields of a record, halted. */
    Ref insert(Map<String, Value> fields) {
        return store.write(() -> {
            var metrics = store.insert("VM_metrics", Map.of("install_time", Value.of(clock.instant())));
            fields.put("metrics", metrics.value());
            fields.put("domid", Value.of(-1));
            return store.insert("VM", fields);
        });
    }

    private List<Row> rootDisk(Row vm) {
        var disks = vm.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .filter(vbd -> vbd.text("type").equals("Disk"))
                .toList();
        return disks.stream()
                .filter(vbd -> vbd.flag("bootable"))
                .findFirst()
                .or(() -> disks.stream().findFirst())
                .flatMap(vbd -> store.find("VDI", vbd.ref("VDI")))
                .stream()
                .toList();
    }

    private void devices(Row vm, boolean attached) {
        vm.refs("VBDs").forEach(vbd -> store.set("VBD", vbd, "currently_attached", Value.of(attached)));
        vm.refs("VIFs").forEach(vif -> store.set("VIF", vif, "currently_attached", Value.of(attached)));
    }
}
