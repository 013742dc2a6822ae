package org.vmc.lab.xenapi.seed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Fills an empty store: a pool of hosts {@code h1}, {@code h2}, … with one shared SR and one network, and the
 * templates.
 */
public final class PoolSeed {

    private static final long GIB = 1L << 30;

    private final Store store;
    private final HostMemory memory;
    private final Disks disks;
    private final MacAddresses macs;
    private final Instant now;

    public PoolSeed(Store store, HostMemory memory, Disks disks, MacAddresses macs, Instant now) {
        this.store = store;
        this.memory = memory;
        this.disks = disks;
        this.macs = macs;
        this.now = now;
    }

    /**
     * Fills the store.
     *
     * @param hosts number of hosts; the first is the coordinator
     * @param memoryBytes memory of each host
     */
    public void fill(int hosts, long memoryBytes) {
        store.write(() -> {
            var sr = store.insert(
                    "SR",
                    Map.of(
                            "name_label", Value.of("Shared storage"),
                            "name_description", Value.of("Thin, shared by all hosts"),
                            "type", Value.of("nfs"),
                            "content_type", Value.of("user"),
                            "shared", Value.of(true),
                            "physical_size", Value.of(2048 * GIB),
                            "allowed_operations",
                                    Value.ofTexts(List.of(
                                            "scan",
                                            "update",
                                            "vdi_create",
                                            "vdi_destroy",
                                            "vdi_clone",
                                            "vdi_snapshot",
                                            "vdi_resize"))));
            var isos = isoLibrary();
            var network = store.insert(
                    "network",
                    Map.of(
                            "name_label", Value.of("Pool-wide network associated with eth0"),
                            "bridge", Value.of("xenbr0"),
                            "MTU", Value.of(1500)));
            var hostSeed = new HostSeed(store, memory, macs, now);
            var coordinator = hostSeed.add(1, memoryBytes, sr, network);
            for (int number = 2; number <= hosts; number++) {
                hostSeed.add(number, memoryBytes, sr, network);
            }
            List.copyOf(store.all("host")).forEach(host -> connect(host.ref(), isos));
            pool(coordinator, sr);
            new TemplateSeed(store, disks, macs, now).fill(sr, network);
        });
    }

    /** Media for CD drives; a driver without disks of its own. */
    private Ref isoLibrary() {
        var sr = store.insert(
                "SR",
                Map.of(
                        "name_label", Value.of("ISO library"),
                        "name_description", Value.of("Media for CD drives"),
                        "type", Value.of("iso"),
                        "content_type", Value.of("iso"),
                        "shared", Value.of(true),
                        "physical_size", Value.of(4 * GIB),
                        "allowed_operations", Value.ofTexts(List.of("scan", "update", "forget", "plug", "unplug"))));
        medium(sr, "guest-tools.iso", 32L << 20, true);
        medium(sr, "debian-12-netinst.iso", 700L << 20, false);
        return sr;
    }

    private void medium(Ref sr, String name, long bytes, boolean tools) {
        disks.createFilled(
                Map.of(
                        "name_label", Value.of(name),
                        "SR", sr.value(),
                        "virtual_size", Value.of(bytes),
                        "type", Value.of("user"),
                        "read_only", Value.of(true),
                        "is_tools_iso", Value.of(tools)),
                bytes);
    }

    private void connect(Ref host, Ref sr) {
        store.insert(
                "PBD",
                Map.of(
                        "host", host.value(),
                        "SR", sr.value(),
                        "device_config", Value.ofTexts(Map.of("location", "10.77.0.1:/iso")),
                        "currently_attached", Value.of(true)));
    }

    private void pool(Ref coordinator, Ref sr) {
        store.insert(
                "pool",
                Map.of(
                        "name_label", Value.of("lab"),
                        "master", coordinator.value(),
                        "default_SR", sr.value(),
                        "suspend_image_SR", sr.value(),
                        "crash_dump_SR", sr.value(),
                        "cpu_info", Value.ofTexts(HostSeed.cpuInfo()),
                        "other_config", Value.ofTexts(Map.of("memory-ratio-hvm", "0.25", "memory-ratio-pv", "0.25"))));
    }
}
