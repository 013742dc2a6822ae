package org.vmc.lab.xenapi.seed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.network.MacAddresses;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Fills an empty store: a pool of hosts with one SR and one network, and the templates. */
public final class PoolSeed {

    private static final long GIB = 1L << 30;

    /** The static roles. The one user, root, needs none. */
    private static final Map<String, String> ROLES = new TreeMap<>(Map.of(
            "pool-admin", "The Pool Administrator role has full access to all features and settings",
            "pool-operator", "The Pool Operator role manages host- and pool-wide resources",
            "vm-power-admin", "The VM Power Administrator role has full access to VM and template management",
            "vm-admin", "The VM Administrator role can manage VMs and templates",
            "vm-operator", "The VM Operator role can use VMs and interact with VM consoles",
            "read-only", "The Read-Only role can log in with basic read-only access"));

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
     * @param name name of the pool; empty for a host alone, which has a local SR instead of a shared one
     * @param hosts the hosts; the first is the coordinator
     * @return references of the hosts, in the same order
     */
    public List<Ref> fill(String name, List<NewHost> hosts) {
        return store.write(() -> {
            var sr = sr(!name.isEmpty());
            var network = store.insert(
                    "network",
                    Map.of(
                            "name_label", Value.of("Pool-wide network associated with eth0"),
                            "bridge", Value.of("xenbr0"),
                            "MTU", Value.of(1500)));
            var hostSeed = new HostSeed(store, memory, macs, now);
            var refs =
                    hosts.stream().map(host -> hostSeed.add(host, sr, network)).toList();
            pool(name, refs.getFirst(), sr);
            if (!name.isEmpty()) {
                var isos = isoLibrary();
                refs.forEach(host -> connect(host, isos));
            }
            new TemplateSeed(store, disks, macs, now).fill(sr, network);
            roles();
            return refs;
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

    private Ref sr(boolean shared) {
        return store.insert(
                "SR",
                Map.of(
                        "name_label", Value.of(shared ? "Shared storage" : "Local storage"),
                        "name_description", Value.of(shared ? "Thin, shared by all hosts" : "Thin, on this host alone"),
                        "type", Value.of(shared ? "nfs" : "ext"),
                        "content_type", Value.of("user"),
                        "shared", Value.of(shared),
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
    }

    /** The defaults of a host alone are null, as it is the pool it may join that has shared storage. */
    private void pool(String name, Ref coordinator, Ref sr) {
        var shared = name.isEmpty() ? Ref.NULL : sr;
        store.insert(
                "pool",
                Map.of(
                        "name_label", Value.of(name),
                        "master", coordinator.value(),
                        "default_SR", sr.value(),
                        "suspend_image_SR", shared.value(),
                        "crash_dump_SR", shared.value(),
                        "ha_cluster_stack", Value.of("xhad"),
                        "cpu_info", store.row("host", coordinator).get("cpu_info"),
                        "allowed_operations", Value.ofTexts(List.of("ha_enable", "designate_new_master", "eject")),
                        "other_config", Value.ofTexts(Map.of("memory-ratio-hvm", "0.25", "memory-ratio-pv", "0.25"))));
    }

    private void roles() {
        ROLES.forEach((role, description) ->
                store.insert("role", Map.of("name_label", Value.of(role), "name_description", Value.of(description))));
    }
}
