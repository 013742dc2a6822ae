package org.vmc.storage.classes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes there are. */
@ApplicationScoped
public class StorageClasses {

    private static final List<StorageClass> ALL = List.of(
            new StorageClass(
                    "shared-read",
                    "Files many read and few write; survives the loss of a host.",
                    StorageClass.FAULT_TOLERANT,
                    Map.of("performance.client-io-threads", "on", "performance.cache-size", "64MB")),
            new StorageClass(
                    "shared-write",
                    "Files many write; fast, not protected against the loss of a host.",
                    StorageClass.SINGLE,
                    Map.of("performance.write-behind-window-size", "4MB")),
            new StorageClass(
                    "vm-disk",
                    "Disks of virtual machines; survives the loss of a host and never runs on one copy alone.",
                    StorageClass.FAULT_TOLERANT,
                    vmDiskOptions()),
            new StorageClass(
                    "iso",
                    "Installation images, which can be fetched again.",
                    StorageClass.SINGLE,
                    Map.of("performance.cache-size", "64MB")),
            new StorageClass("scratch", "What may be lost, such as build trees.", StorageClass.SINGLE, Map.of()));

    /** What Gluster's own group virt sets, without what concerns a whole pool (server quorum) or is its default. */
    private static Map<String, String> vmDiskOptions() {
        return Map.ofEntries(
                // A guest caches by itself; caching its disk again only delays what it was told is written.
                Map.entry("performance.quick-read", "off"),
                Map.entry("performance.read-ahead", "off"),
                Map.entry("performance.io-cache", "off"),
                Map.entry("performance.strict-o-direct", "on"),
                Map.entry("network.remote-dio", "disable"),
                Map.entry("performance.low-prio-threads", "32"),
                Map.entry("client.event-threads", "4"),
                Map.entry("server.event-threads", "4"),
                Map.entry("cluster.eager-lock", "enable"),
                Map.entry("cluster.quorum-type", "auto"),
                Map.entry("cluster.locking-scheme", "granular"),
                Map.entry("cluster.choose-local", "off"),
                Map.entry("cluster.lookup-optimize", "off"),
                // Pieces heal and move one by one; a disk as one file would be locked and copied whole.
                Map.entry("features.shard", "on"),
                Map.entry("features.shard-block-size", "64MB"),
                Map.entry("cluster.data-self-heal-algorithm", "full"),
                Map.entry("cluster.shd-max-threads", "8"),
                Map.entry("cluster.shd-wait-qlength", "10000"));
    }

    public List<StorageClass> all() {
        return ALL;
    }

    public Optional<StorageClass> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
