package org.vmc.vm.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenStorage;

/**
 * How much of one pool is promised and used.
 *
 * @param observedAt when the pool was last heard; absent before the first time
 * @param cpus physical ones of all hosts
 * @param vcpusRunning of VMs that run
 * @param vcpus of all VMs, whatever their power state
 * @param memoryMib of all hosts
 * @param memoryClaimedMib what VMs on hosts may use at most, with what the hypervisor needs for them
 * @param memoryHaltedMib what halted VMs will want when they are started
 * @param vms how many VMs are in each power state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PoolUse(
        String name,
        boolean reachable,
        @Nullable Instant observedAt,
        int cpus,
        int vcpusRunning,
        int vcpus,
        long memoryMib,
        long memoryClaimedMib,
        long memoryHaltedMib,
        Map<PowerState, Long> vms,
        List<HostUse> hosts,
        List<StorageUse> storage) {

    /**
     * How much of one host is promised. A halted VM is on no host.
     *
     * @param memoryFreeMib what neither a VM nor the host itself has claimed
     */
    record HostUse(
            String name,
            boolean live,
            int cpus,
            int vcpusRunning,
            long memoryMib,
            long memoryClaimedMib,
            long memoryFreeMib,
            Map<PowerState, Long> vms) {

        private static HostUse of(PoolSnapshot pool, ObservedHost host) {
            List<ObservedVm> there =
                    pool.vms().stream().filter(vm -> host.equals(vm.host())).toList();
            return new HostUse(
                    host.name(),
                    host.live(),
                    host.cpus(),
                    runningVcpus(there),
                    host.memoryMib(),
                    claimedMib(pool, host),
                    pool.freeMemoryMib(host.ref()),
                    states(there));
        }
    }

    /**
     * How much of one SR is used and promised.
     *
     * @param physicalBytes what it has
     * @param promisedBytes the sizes of all its disks together
     */
    record StorageUse(
            String name, String type, boolean shared, long physicalBytes, long usedBytes, long promisedBytes) {

        private static StorageUse of(XenStorage storage) {
            return new StorageUse(
                    storage.name(),
                    storage.type(),
                    storage.shared(),
                    storage.physicalSizeBytes(),
                    storage.physicalUtilisationBytes(),
                    storage.virtualAllocationBytes());
        }
    }

    static PoolUse of(PoolSnapshot pool) {
        List<ObservedHost> hosts = pool.hosts();
        List<ObservedVm> vms = pool.vms();
        return new PoolUse(
                pool.name(),
                pool.reachable(),
                pool.observedAt(),
                hosts.stream().mapToInt(ObservedHost::cpus).sum(),
                runningVcpus(vms),
                vms.stream().mapToInt(ObservedVm::vcpus).sum(),
                hosts.stream().mapToLong(ObservedHost::memoryMib).sum(),
                hosts.stream().mapToLong(host -> claimedMib(pool, host)).sum(),
                vms.stream()
                        .filter(vm -> vm.powerState() == PowerState.HALTED)
                        .mapToLong(ObservedVm::memoryMib)
                        .sum(),
                states(vms),
                hosts.stream().map(host -> HostUse.of(pool, host)).toList(),
                pool.storage().stream()
                        .filter(XenStorage::holdsDisks)
                        .map(StorageUse::of)
                        .toList());
    }

    private static long claimedMib(PoolSnapshot pool, ObservedHost host) {
        return pool.claimsMib(host.ref()).stream().mapToLong(Long::longValue).sum();
    }

    private static int runningVcpus(Collection<ObservedVm> vms) {
        return vms.stream()
                .filter(vm -> vm.powerState() == PowerState.RUNNING)
                .mapToInt(ObservedVm::vcpus)
                .sum();
    }

    private static Map<PowerState, Long> states(Collection<ObservedVm> vms) {
        return vms.stream().collect(Collectors.groupingBy(ObservedVm::powerState, TreeMap::new, Collectors.counting()));
    }
}
