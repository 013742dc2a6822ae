package org.vmc.lab.xenapi.pool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/**
 * Where VMs would start again if hosts failed: the largest first, each on the surviving host with the most free memory.
 * The hosts that fail are taken to be those that run the most memory of protected VMs.
 */
final class FailoverPlan {

    private final Store store;
    private final HostMemory memory;

    FailoverPlan(Store store, HostMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /** The most hosts that may fail. */
    long most(Set<Ref> protectedVms) {
        long failures = 0;
        while (existsFor(failures + 1, protectedVms, Set.of())) {
            failures++;
        }
        return failures;
    }

    /** Whether so many hosts may fail, some being away already. */
    boolean existsFor(long failures, Set<Ref> protectedVms, Set<Ref> away) {
        var hosts = store.all("host").stream()
                .filter(host -> memory.live(host) && !away.contains(host.ref()))
                .sorted(Comparator.comparingLong((Row host) -> protectedBytes(host, protectedVms))
                        .reversed())
                .toList();
        if (failures >= hosts.size()) {
            return false;
        }
        var failed = hosts.stream().limit(Math.max(0, failures)).map(Row::ref).collect(Collectors.toSet());
        var lost = protectedVms.stream()
                .flatMap(vm -> store.find("VM", vm).stream())
                .filter(vm -> failed.contains(vm.ref("resident_on")))
                .toList();
        var gone = new java.util.HashSet<>(failed);
        gone.addAll(away);
        return place(lost, gone).values().stream().allMatch(Optional::isPresent);
    }

    /** Where VMs go when hosts are gone; empty for those that fit nowhere. */
    Map<Ref, Optional<Ref>> place(List<Row> vms, Set<Ref> gone) {
        var free = new HashMap<Ref, Long>();
        store.all("host").stream()
                .filter(host -> memory.live(host) && host.flag("enabled") && !gone.contains(host.ref()))
                .forEach(host -> free.put(host.ref(), memory.freeBytes(host.ref())));
        var places = new LinkedHashMap<Ref, Optional<Ref>>();
        vms.stream()
                .sorted(Comparator.comparingLong(HostMemory::neededBytes).reversed())
                .forEach(vm -> places.put(vm.ref(), place(HostMemory.neededBytes(vm), free)));
        return places;
    }

    private static Optional<Ref> place(long needed, Map<Ref, Long> free) {
        var emptiest = free.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(host -> host.getValue() >= needed)
                .map(Map.Entry::getKey);
        emptiest.ifPresent(host -> free.merge(host, -needed, Long::sum));
        return emptiest;
    }

    private long protectedBytes(Row host, Set<Ref> protectedVms) {
        return host.refs("resident_VMs").stream()
                .filter(protectedVms::contains)
                .flatMap(vm -> store.find("VM", vm).stream())
                .mapToLong(HostMemory::neededBytes)
                .sum();
    }
}
