package org.vmc.vm.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.reports.Finding.Kind;
import org.vmc.vm.xen.XenStorage;

/** Single points of failure in how the hosts of one pool reach their disks. Pure. */
final class StoragePoints {

    private final PoolSnapshot pool;

    StoragePoints(PoolSnapshot pool) {
        this.pool = pool;
    }

    List<Finding> all() {
        List<XenStorage> shared = pool.storage().stream()
                .filter(storage -> storage.shared() && storage.holdsDisks())
                .toList();
        if (shared.isEmpty()) {
            return List.of(Finding.of(
                    Kind.NO_SHARED_STORAGE,
                    pool.name(),
                    "pool " + pool.name(),
                    "No SR is shared: the disks of a VM are on one host; no other can start it when that one fails.",
                    "Attach a shared SR (NFS, GlusterFS, iSCSI) and make it the pool's default."));
        }
        List<Finding> findings = new ArrayList<>();
        local().ifPresent(findings::add);
        shared.forEach(storage -> partial(storage).ifPresent(findings::add));
        return findings;
    }

    private Optional<Finding> local() {
        return pool.defaultStorage()
                .filter(storage -> !storage.shared())
                .map(storage -> Finding.of(
                        Kind.DEFAULT_STORAGE_LOCAL,
                        pool.name(),
                        "SR " + storage.name(),
                        "New disks go to %s, which is not shared: their VMs cannot start on another host."
                                .formatted(storage.name()),
                        "Make a shared SR the pool's default (xe pool-param-set default-SR=…)."));
    }

    private Optional<Finding> partial(XenStorage storage) {
        List<ObservedHost> reached = pool.hostsOf(storage);
        List<ObservedHost> without = pool.hosts().stream()
                .filter(host -> host.live() && !reached.contains(host))
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        String names = without.stream().map(ObservedHost::name).collect(Collectors.joining(", "));
        return Optional.of(Finding.of(
                Kind.STORAGE_NOT_EVERYWHERE,
                pool.name(),
                "SR " + storage.name(),
                "%s is shared, but %s cannot reach it: VMs with disks there have %d of %d hosts to run on."
                        .formatted(
                                storage.name(),
                                names,
                                reached.size(),
                                pool.hosts().size()),
                "Plug it there (xe pbd-list sr-uuid=%s, then xe pbd-plug uuid=…).".formatted(storage.uuid())));
    }
}
