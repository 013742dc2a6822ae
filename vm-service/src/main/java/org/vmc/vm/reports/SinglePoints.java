package org.vmc.vm.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.reports.Finding.Kind;
import org.vmc.vm.vms.CountedVm;

/** All single points of failure of one pool. Pure: the same pool and VMs give the same findings. */
final class SinglePoints {

    private SinglePoints() {}

    /** @param vms VMs of any pool */
    static List<Finding> of(PoolSnapshot pool, List<CountedVm> vms) {
        List<Finding> findings = new ArrayList<>();
        if (!pool.reachable()) {
            findings.add(unreachable(pool));
        }
        if (pool.observedAt() == null) {
            return findings;
        }
        findings.addAll(new HostPoints(pool).all());
        findings.addAll(new StoragePoints(pool).all());
        findings.addAll(together(pool, vms));
        return findings;
    }

    private static Finding unreachable(PoolSnapshot pool) {
        String seen = pool.observedAt() == null
                ? "It has not been heard since this service started; nothing else was looked at."
                : "Whatever else is said of it was seen at " + pool.observedAt() + ".";
        return Finding.of(
                Kind.POOL_UNREACHABLE,
                pool.name(),
                "pool " + pool.name(),
                "The pool cannot be heard: %s. %s".formatted(pool.trouble(), seen),
                "Bring its coordinator back, or give this service the address of the new one (vmc.xen.pools).");
    }

    /** VMs of one request that all run on one host although there are others. */
    private static List<Finding> together(PoolSnapshot pool, List<CountedVm> vms) {
        if (pool.hosts().stream().filter(ObservedHost::live).count() < 2) {
            return List.of();
        }
        TreeMap<UUID, List<CountedVm>> requests = vms.stream()
                .filter(vm -> vm.pool().equals(pool.name()) && vm.running() && vm.request() != null)
                .collect(Collectors.groupingBy(
                        vm -> Objects.requireNonNull(vm.request()), TreeMap::new, Collectors.toList()));
        return requests.entrySet().stream()
                .filter(request -> request.getValue().size() > 1 && hosts(request.getValue()) == 1)
                .map(request -> sameHost(pool, request.getKey(), request.getValue()))
                .toList();
    }

    private static long hosts(Collection<CountedVm> vms) {
        return vms.stream().map(CountedVm::host).distinct().count();
    }

    private static Finding sameHost(PoolSnapshot pool, UUID request, List<CountedVm> vms) {
        String names = vms.stream().map(CountedVm::name).collect(Collectors.joining(", "));
        return Finding.of(
                Kind.SAME_HOST,
                pool.name(),
                "request " + request,
                "%s were made for one request and all run on %s: they fail together."
                        .formatted(names, vms.getFirst().host()),
                "If one is to stand in for another, move it (/vm migrate name:… host:…).");
    }
}
