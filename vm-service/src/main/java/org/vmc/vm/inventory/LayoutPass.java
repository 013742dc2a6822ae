package org.vmc.vm.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.CpuFlags;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenGuestMetrics;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHostMetrics;
import org.vmc.vm.xen.XenObject;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenPoolRecord;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVbd;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/** The one pass over a pool that finds its {@link PoolLayout}, and what it kept of it. */
final class LayoutPass {

    private static final long MIB = 1024L * 1024;

    private final PoolSnapshot pool;
    private final Map<HostRef, XenHost> hosts = new HashMap<>();
    private final Map<String, XenVm> vms = new HashMap<>();
    private final Map<SrRef, XenStorage> srs = new HashMap<>();
    private final Map<HostRef, Set<SrRef>> attached = new HashMap<>();
    private final List<XenVbd> vbds = new ArrayList<>();
    private final Map<HostRef, Long> claimedBytes = new HashMap<>();
    private final Map<HostRef, List<Long>> claimsMib = new HashMap<>();
    private @Nullable Map<VmRef, List<String>> disks;

    LayoutPass(PoolSnapshot pool) {
        this.pool = pool;
        for (XenObject object : pool.objects().values()) {
            switch (object) {
                case XenHost host -> hosts.put(host.ref(), host);
                case XenVm vm -> see(vm);
                case XenStorage sr -> srs.put(sr.ref(), sr);
                case XenPbd pbd -> see(pbd);
                case XenVbd vbd -> vbds.add(vbd);
                case XenVdi vdi -> {}
                case XenHostMetrics metrics -> {}
                case XenGuestMetrics metrics -> {}
                case XenPoolRecord itself -> {}
            }
        }
    }

    private void see(XenPbd pbd) {
        if (pbd.attached()) {
            attached.computeIfAbsent(pbd.host(), host -> new HashSet<>()).add(pbd.storage());
        }
    }

    private void see(XenVm vm) {
        HostRef on = vm.residentOn();
        HostRef to = vm.scheduledOn();
        if (on != null) {
            claim(vm, on);
        }
        if (to != null && !to.equals(on)) {
            claim(vm, to);
        }
        if (!vm.snapshot() && !vm.controlDomain()) {
            vms.put(vm.uuid(), vm);
        }
    }

    private void claim(XenVm vm, HostRef host) {
        long bytes = PoolSnapshot.claimBytes(vm);
        claimedBytes.merge(host, bytes, Long::sum);
        if (!vm.controlDomain()) {
            claimsMib.computeIfAbsent(host, ref -> new ArrayList<>()).add(bytes / MIB);
        }
    }

    /** What was found. */
    PoolLayout layout() {
        List<PoolLayout.Room> rooms = hosts.values().stream()
                .map(this::room)
                .sorted(Comparator.comparing(
                        room -> room.host().name() + " " + room.host().uuid()))
                .toList();
        return new PoolLayout(this, rooms);
    }

    Optional<XenVm> vm(@Nullable String uuid) {
        return uuid == null ? Optional.empty() : Optional.ofNullable(vms.get(uuid));
    }

    Optional<XenVm> template(String name) {
        return vms.values().stream()
                .filter(vm -> vm.template() && vm.name().equals(name))
                .findFirst();
    }

    Optional<String> host(XenVm vm) {
        HostRef on = vm.residentOn();
        return vm.running() && on != null ? Optional.ofNullable(hosts.get(on)).map(XenHost::uuid) : Optional.empty();
    }

    boolean claims(XenVm vm, String hostUuid) {
        return isOn(vm.residentOn(), hostUuid) || isOn(vm.scheduledOn(), hostUuid);
    }

    PoolLayout.Resident resident(XenVm vm) {
        Map<String, String> storage = new HashMap<>();
        for (String disk : disks().getOrDefault(vm.ref(), List.of())) {
            if (pool.objects().get(disk) instanceof XenVdi vdi) {
                XenStorage sr = srs.get(vdi.sr());
                if (sr != null) {
                    storage.put(sr.uuid(), sr.name());
                }
            }
        }
        return new PoolLayout.Resident(
                vm.ref(),
                vm.uuid(),
                vm.name(),
                host(vm).orElse(null),
                PoolSnapshot.claimBytes(vm) / MIB,
                vm.vcpus(),
                storage,
                vm.halted() || vm.template() ? CpuFlags.UNKNOWN : flags(vm));
    }

    private static CpuFlags flags(XenVm vm) {
        return new CpuFlags(
                vm.bootCpuFlags().getOrDefault("vendor", ""), vm.bootCpuFlags().getOrDefault("features", ""));
    }

    private Map<VmRef, List<String>> disks() {
        Map<VmRef, List<String>> known = disks;
        if (known == null) {
            known = new HashMap<>();
            for (XenVbd vbd : vbds) {
                known.computeIfAbsent(vbd.vm(), vm -> new ArrayList<>(2)).add(vbd.vdiRef());
            }
            disks = known;
        }
        return known;
    }

    private boolean isOn(@Nullable HostRef ref, String hostUuid) {
        if (ref == null) {
            return false;
        }
        XenHost host = hosts.get(ref);
        return host != null && host.uuid().equals(hostUuid);
    }

    private PoolLayout.Room room(XenHost host) {
        long free = pool.memoryBytes(host) - host.memoryOverheadBytes() - claimedBytes.getOrDefault(host.ref(), 0L);
        Set<String> reached = new HashSet<>();
        for (SrRef sr : attached.getOrDefault(host.ref(), Set.of())) {
            XenStorage known = srs.get(sr);
            if (known != null) {
                reached.add(known.uuid());
            }
        }
        return new PoolLayout.Room(
                pool.observed(host), free / MIB, claimsMib.getOrDefault(host.ref(), List.of()), reached);
    }
}
