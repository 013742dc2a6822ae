package org.vmc.vm.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenGuestMetrics;
import org.vmc.vm.xen.XenVm;

/**
 * A VM as its pool last described it, with what its guest and its host add.
 *
 * @param uuid the pool's uuid of it
 * @param host where it runs; null when it does not
 * @param domid number of its domain; another one after every start, reboot and migration
 * @param address the guest's first address, once its tools report one
 * @param toolsRunning whether the guest's tools report
 * @param notes XenAPI's other_config: what clients keep with a VM
 */
public record ObservedVm(
        String pool,
        VmRef ref,
        String uuid,
        String name,
        PowerState powerState,
        @Nullable ObservedHost host,
        long domid,
        @Nullable String address,
        boolean toolsRunning,
        int memoryMib,
        int vcpus,
        Map<String, String> notes,
        List<String> allowedOperations) {

    private static final long MIB = 1024L * 1024;

    static ObservedVm of(PoolSnapshot pool, XenVm vm) {
        boolean running = vm.running();
        Optional<XenGuestMetrics> guest =
                Optional.ofNullable(vm.guestMetricsRef()).filter(ref -> running).flatMap(pool::guestMetrics);
        return new ObservedVm(
                pool.name(),
                vm.ref(),
                vm.uuid(),
                vm.name(),
                PowerState.of(vm.powerState()),
                Optional.ofNullable(vm.residentOn()).flatMap(pool::host).orElse(null),
                vm.domid(),
                guest.flatMap(XenGuestMetrics::address).orElse(null),
                guest.filter(XenGuestMetrics::toolsDetected).isPresent(),
                Math.toIntExact(vm.memoryStaticMaxBytes() / MIB),
                vm.vcpus(),
                vm.otherConfig(),
                vm.allowedOperations());
    }

    /** Whether users can reach it: it runs, its tools report and its address is known. */
    public boolean ready() {
        return powerState == PowerState.RUNNING && toolsRunning && address != null;
    }

    /** The note under this key, if any. */
    public Optional<String> note(String key) {
        return Optional.ofNullable(notes.get(key));
    }
}
