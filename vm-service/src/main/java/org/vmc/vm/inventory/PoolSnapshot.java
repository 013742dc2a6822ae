package org.vmc.vm.inventory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.CpuFlags;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenChange;
import org.vmc.vm.xen.XenGuestMetrics;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHostMetrics;
import org.vmc.vm.xen.XenObject;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenPoolRecord;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/**
 * Everything known of a pool at one moment. Immutable.
 *
 * @param name the pool's name in our configuration
 * @param objects the pool's objects by reference
 * @param observedAt when the pool was last heard; null before the first time
 * @param trouble why the pool cannot be heard now; null while it can
 */
public record PoolSnapshot(
        String name,
        Map<String, XenObject> objects,
        @Nullable Instant observedAt,
        @Nullable String trouble) {

    private static final long MIB = 1024L * 1024;

    static PoolSnapshot unheard(String name) {
        return new PoolSnapshot(name, Map.of(), null, "not heard yet");
    }

    /** A pool that was read once, from the start, and is not listened to. */
    public static PoolSnapshot read(String name, List<XenChange> changes, Instant at) {
        return unheard(name).replaced(changes, at);
    }

    /** The pool read from the start. */
    PoolSnapshot replaced(List<XenChange> changes, Instant at) {
        return new PoolSnapshot(name, Map.of(), at, null).changed(changes, at);
    }

    /** The pool a few events later. */
    PoolSnapshot changed(List<XenChange> changes, Instant at) {
        if (changes.isEmpty()) {
            return new PoolSnapshot(name, objects, at, null);
        }
        Map<String, XenObject> next = new HashMap<>(objects);
        for (XenChange change : changes) {
            switch (change) {
                case XenChange.Seen seen -> next.put(seen.object().reference(), seen.object());
                case XenChange.Gone gone -> next.remove(gone.reference());
            }
        }
        return new PoolSnapshot(name, Map.copyOf(next), at, null);
    }

    /** The same content, no longer fresh. */
    PoolSnapshot troubled(String reason) {
        return new PoolSnapshot(name, objects, observedAt, reason);
    }

    /** Whether the pool is being heard. */
    public boolean reachable() {
        return trouble == null;
    }

    /** VMs, ordered by name; templates, snapshots and control domains are none. */
    public List<ObservedVm> vms() {
        return records(XenVm.class)
                .filter(PoolSnapshot::isVm)
                .map(vm -> ObservedVm.of(this, vm))
                .sorted(Comparator.comparing(ObservedVm::name).thenComparing(ObservedVm::uuid))
                .toList();
    }

    /** The one of {@link #vms} with the pool's uuid. */
    public Optional<ObservedVm> listed(String uuid) {
        return records(XenVm.class)
                .filter(vm -> vm.uuid().equals(uuid) && isVm(vm))
                .map(vm -> ObservedVm.of(this, vm))
                .findFirst();
    }

    private static boolean isVm(XenVm vm) {
        return !vm.template() && !vm.snapshot() && !vm.controlDomain();
    }

    /** The VM with the pool's uuid; also one that is still a template because its creation is under way. */
    public Optional<ObservedVm> vm(String uuid) {
        return records(XenVm.class)
                .filter(vm -> vm.uuid().equals(uuid))
                .map(vm -> ObservedVm.of(this, vm))
                .findFirst();
    }

    /** Snapshots of the VM with the pool's uuid, oldest first; those that are still being taken are left out. */
    public List<ObservedSnapshot> snapshots(String vmUuid) {
        Optional<VmRef> vm = records(XenVm.class)
                .filter(candidate -> candidate.uuid().equals(vmUuid))
                .findFirst()
                .map(XenVm::ref);
        return records(XenVm.class)
                .filter(snapshot -> vm.isPresent() && vm.get().equals(snapshot.snapshotOf()))
                .filter(snapshot -> !CreationMark.isCloneName(snapshot.name()))
                .map(snapshot -> new ObservedSnapshot(
                        snapshot.uuid(),
                        vmUuid,
                        snapshot.name(),
                        snapshot.snapshotAt(),
                        PowerState.of(snapshot.powerState()) == PowerState.SUSPENDED))
                .sorted(Comparator.comparing(
                                ObservedSnapshot::takenAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(ObservedSnapshot::name))
                .toList();
    }

    /** Clones that still bear the name of the operation that made them: under way, or left behind. */
    public List<ObservedVm> unfinishedClones() {
        return records(XenVm.class)
                .filter(vm -> CreationMark.isCloneName(vm.name()))
                .map(vm -> ObservedVm.of(this, vm))
                .toList();
    }

    /** Disks that bear the name of the operation that made them and are connected to nothing. */
    public List<XenVdi> unfinishedDisks() {
        return records(XenVdi.class)
                .filter(disk -> CreationMark.isCloneName(disk.name()))
                .filter(disk -> disk.connections().isEmpty())
                .toList();
    }

    /** Templates made for this pool, ordered by name; the ones every pool ships with are left out. */
    public List<ObservedTemplate> templates() {
        return templates(false);
    }

    /** Templates every pool ships with, ordered by name: how a guest of some kind boots, without anything on a disk. */
    public List<ObservedTemplate> defaultTemplates() {
        return templates(true);
    }

    private List<ObservedTemplate> templates(boolean shipped) {
        return records(XenVm.class)
                .filter(vm -> vm.template() && !vm.snapshot() && vm.defaultTemplate() == shipped)
                .filter(vm -> !CreationMark.isCloneName(vm.name())
                        && !vm.otherConfig().containsKey(CreationMark.OPERATION))
                .map(vm -> new ObservedTemplate(
                        name,
                        vm.ref(),
                        vm.uuid(),
                        vm.name(),
                        vm.description(),
                        Math.toIntExact(vm.memoryStaticMaxBytes() / MIB),
                        vm.vcpus(),
                        vm.boot(),
                        vm.otherConfig().get(CreationMark.TOOLCHAIN),
                        vm.otherConfig().get(CreationMark.ROLE),
                        CreationMark.ownerOfTemplate(vm.otherConfig()).orElse(null),
                        vm.otherConfig().getOrDefault("disks", "")))
                .sorted(Comparator.comparing(ObservedTemplate::name).thenComparing(ObservedTemplate::uuid))
                .toList();
    }

    /** Media for CD drives, ordered by name. */
    public List<ObservedIso> isos() {
        return records(XenVdi.class)
                .flatMap(vdi -> iso(vdi).stream())
                .sorted(Comparator.comparing(ObservedIso::name).thenComparing(ObservedIso::uuid))
                .toList();
    }

    private Optional<ObservedIso> iso(XenVdi vdi) {
        return object(vdi.sr().value(), XenStorage.class)
                .filter(XenStorage::holdsIsos)
                .map(library ->
                        new ObservedIso(name, vdi.uuid(), vdi.name(), vdi.sizeBytes(), library.name(), vdi.toolsIso()));
    }

    /** Hosts, ordered by name. */
    public List<ObservedHost> hosts() {
        return records(XenHost.class)
                .map(this::observed)
                .sorted(Comparator.comparing(ObservedHost::name).thenComparing(ObservedHost::uuid))
                .toList();
    }

    public Optional<ObservedHost> host(HostRef ref) {
        return object(ref.value(), XenHost.class).map(this::observed);
    }

    /** What the pool itself says of the host. */
    public Optional<XenHost> record(ObservedHost host) {
        return object(host.ref().value(), XenHost.class);
    }

    /** When the host booted, as the pool writes it; another text after every boot, empty when the pool does not say. */
    public String bootTime(HostRef ref) {
        return object(ref.value(), XenHost.class).map(XenHost::bootTime).orElse("");
    }

    /** The weight of a VM's VCPUs, as its pool has it; empty when it has none of its own. */
    public Optional<String> vcpusWeight(String uuid) {
        return records(XenVm.class)
                .filter(vm -> vm.uuid().equals(uuid))
                .findFirst()
                .flatMap(XenVm::vcpusWeight);
    }

    public List<XenStorage> storage() {
        return records(XenStorage.class)
                .sorted(Comparator.comparing(XenStorage::name).thenComparing(XenStorage::uuid))
                .toList();
    }

    /** Where the pool makes new disks; empty when it has not said. */
    public Optional<XenStorage> defaultStorage() {
        return own().map(XenPoolRecord::defaultStorage).flatMap(ref -> object(ref.value(), XenStorage.class));
    }

    /** Hosts that reach the SR now, ordered by name. */
    public List<ObservedHost> hostsOf(XenStorage storage) {
        Set<HostRef> attached = records(XenPbd.class)
                .filter(pbd -> pbd.attached() && pbd.storage().equals(storage.ref()))
                .map(XenPbd::host)
                .collect(Collectors.toSet());
        return hosts().stream().filter(host -> attached.contains(host.ref())).toList();
    }

    /** The host that takes commands for the pool. */
    public Optional<ObservedHost> coordinator() {
        return own().flatMap(pool -> host(pool.coordinator()));
    }

    /** The pool's own uuid; empty when it has not said. */
    public Optional<UUID> uuid() {
        return own().map(XenPoolRecord::uuid).map(UUID::fromString);
    }

    /** Whether the pool replaces a lost coordinator by itself. */
    public boolean highlyAvailable() {
        return own().filter(XenPoolRecord::highlyAvailable).isPresent();
    }

    /**
     * Memory no VM on this host has claimed: all of it, less what the hypervisor, the control domain and every VM that
     * runs there or is on its way there may use at most.
     */
    public long freeMemoryMib(HostRef ref) {
        return object(ref.value(), XenHost.class)
                .map(host -> (memoryBytes(host) - host.memoryOverheadBytes() - claimedBytes(ref)) / MIB)
                .orElse(0L);
    }

    /** How the VMs lie on the hosts. */
    public PoolLayout layout() {
        return PoolLayout.of(this);
    }

    /** What each VM on this host, or on its way there, may use at most; the control domain is left out. */
    public List<Long> claimsMib(HostRef ref) {
        return records(XenVm.class)
                .filter(vm -> vm.claims(ref) && !vm.controlDomain())
                .map(vm -> claimBytes(vm) / MIB)
                .toList();
    }

    /** Whether the VM's memory is counted in {@link #freeMemoryMib} of this host: it runs there, or is on its way. */
    public boolean claimsMemory(String uuid, String hostUuid) {
        return records(XenVm.class).filter(vm -> vm.uuid().equals(uuid)).anyMatch(vm -> hosts().stream()
                .anyMatch(host -> host.uuid().equals(hostUuid) && vm.claims(host.ref())));
    }

    Optional<XenGuestMetrics> guestMetrics(String ref) {
        return object(ref, XenGuestMetrics.class);
    }

    private long claimedBytes(HostRef host) {
        return records(XenVm.class)
                .filter(vm -> vm.claims(host))
                .mapToLong(PoolSnapshot::claimBytes)
                .sum();
    }

    static long claimBytes(XenVm vm) {
        return vm.memoryDynamicMaxBytes() + vm.memoryOverheadBytes();
    }

    private Optional<XenPoolRecord> own() {
        return records(XenPoolRecord.class).findFirst();
    }

    ObservedHost observed(XenHost host) {
        boolean live = metrics(host).filter(XenHostMetrics::live).isPresent();
        return new ObservedHost(
                host.ref(),
                host.uuid(),
                host.name(),
                host.address(),
                host.enabled(),
                live,
                host.cpus(),
                memoryBytes(host) / MIB,
                new CpuFlags(
                        host.cpuInfo().getOrDefault("vendor", ""),
                        host.cpuInfo()
                                .getOrDefault("features_hvm", host.cpuInfo().getOrDefault("features", ""))),
                MaintenanceMark.isOn(host));
    }

    long memoryBytes(XenHost host) {
        return metrics(host).map(XenHostMetrics::memoryTotalBytes).orElse(0L);
    }

    private Optional<XenHostMetrics> metrics(XenHost host) {
        return object(host.metricsRef(), XenHostMetrics.class);
    }

    private <T extends XenObject> Stream<T> records(Class<T> type) {
        return objects.values().stream().filter(type::isInstance).map(type::cast);
    }

    private <T extends XenObject> Optional<T> object(String ref, Class<T> type) {
        return Optional.ofNullable(objects.get(ref)).filter(type::isInstance).map(type::cast);
    }
}
