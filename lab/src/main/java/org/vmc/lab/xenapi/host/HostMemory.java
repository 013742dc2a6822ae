package org.vmc.lab.xenapi.host;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The memory of every host and who has it. A VM holds its dynamic maximum and its overhead from the claim at its start
 * until it is released; ballooning is not modelled. Guarded by the lock of the store.
 */
public final class HostMemory {

    private static final long MIB = 1024 * 1024;

    private final Store store;
    private final Map<Ref, Claim> claims = new HashMap<>();
    private final Map<Ref, Long> claimedByHost = new HashMap<>();

    private record Claim(Ref host, long bytes) {}

    public HostMemory(Store store) {
        this.store = store;
    }

    /** What the hypervisor needs for a VM beside its memory: 1/128 of it, 3 MiB, and 1 MiB a VCPU. */
    public static long overheadBytes(long memoryBytes, long vcpus) {
        return memoryBytes / 128 + (3 + vcpus) * MIB;
    }

    /** Memory a VM takes from its host. */
    public static long neededBytes(Row vm) {
        return vm.whole("memory_dynamic_max") + overheadBytes(vm.whole("memory_static_max"), vm.whole("VCPUs_max"));
    }

    /** Memory of a host nobody has. */
    public long freeBytes(Ref host) {
        return store.write(() -> {
            var row = store.row("host", host);
            var total = store.find("host_metrics", row.ref("metrics"))
                    .map(metrics -> metrics.whole("memory_total"))
                    .orElse(0L);
            return total - row.whole("memory_overhead") - claimedByHost.getOrDefault(host, 0L);
        });
    }

    /** Takes memory of a host for a VM, whether it fits or not: check first, in the same write. */
    public void claim(Row vm, Ref host) {
        claim(vm.ref(), vm, host);
    }

    /** Like {@link #claim(Row, Ref)} in the name of another holder: a VM that moves holds memory of two hosts. */
    public void claim(Ref holder, Row vm, Ref host) {
        store.write(() -> {
            release(holder);
            var claim = new Claim(host, neededBytes(vm));
            claims.put(holder, claim);
            claimedByHost.merge(host, claim.bytes(), Long::sum);
            publish(host);
        });
    }

    /** Gives the memory of a VM back. Does nothing when it has none. */
    public void release(Ref vm) {
        store.write(() -> {
            var claim = claims.remove(vm);
            if (claim != null) {
                claimedByHost.merge(claim.host(), -claim.bytes(), Long::sum);
                publish(claim.host());
            }
        });
    }

    /** Fails unless a host is enabled and has the memory for a VM. */
    public void requireFits(Row vm, Ref host) {
        var row = store.row("host", host);
        if (!live(row)) {
            throw new XapiError("HOST_NOT_LIVE");
        }
        if (!row.flag("enabled")) {
            throw new XapiError("HOST_DISABLED", host.text());
        }
        long needed = neededBytes(vm);
        long free = freeBytes(host);
        if (needed > free) {
            throw new XapiError("HOST_NOT_ENOUGH_FREE_MEMORY", Long.toString(needed), Long.toString(free));
        }
    }

    /** Hosts that could run a VM now, the one with the most free memory first. */
    public List<Ref> possibleHosts(Row vm) {
        long needed = neededBytes(vm);
        return store.write(() -> store.all("host").stream()
                .filter(host -> host.flag("enabled") && live(host) && freeBytes(host.ref()) >= needed)
                .sorted(Comparator.comparingLong((Row host) -> freeBytes(host.ref()))
                        .reversed()
                        .thenComparing(host -> host.text("name_label")))
                .map(Row::ref)
                .toList());
    }

    /** The host a VM is started on: the one it has affinity for when that can run it, else the emptiest. */
    public Ref choose(Row vm) {
        var possible = possibleHosts(vm);
        if (possible.isEmpty()) {
            throw new XapiError("NO_HOSTS_AVAILABLE");
        }
        var affinity = vm.ref("affinity");
        return possible.contains(affinity) ? affinity : possible.getFirst();
    }

    /** Whether the pool believes a host to be alive. */
    public boolean live(Row host) {
        return store.find("host_metrics", host.ref("metrics"))
                .map(metrics -> metrics.flag("live"))
                .orElse(false);
    }

    private void publish(Ref host) {
        store.find("host", host)
                .ifPresent(
                        row -> store.set("host_metrics", row.ref("metrics"), "memory_free", Value.of(freeBytes(host))));
    }
}
