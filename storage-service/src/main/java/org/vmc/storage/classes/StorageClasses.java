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
                    // A guest caches by itself; caching its disk again only delays what it was told is written.
                    Map.of(
                            "performance.quick-read", "off",
                            "performance.read-ahead", "off",
                            "performance.io-cache", "off",
                            "cluster.eager-lock", "enable",
                            "cluster.quorum-type", "auto")),
            new StorageClass(
                    "iso",
                    "Installation images, which can be fetched again.",
                    StorageClass.SINGLE,
                    Map.of("performance.cache-size", "64MB")),
            new StorageClass("scratch", "What may be lost, such as build trees.", StorageClass.SINGLE, Map.of()));

    public List<StorageClass> all() {
        return ALL;
    }

    public Optional<StorageClass> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
