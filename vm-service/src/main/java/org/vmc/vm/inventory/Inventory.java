package org.vmc.vm.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.XenChange;
import org.vmc.vm.xen.XenStorage;

/** The latest snapshot of every pool. Each pool has one writer, its event loop; anybody reads. */
@ApplicationScoped
public class Inventory {

    private final Map<String, PoolSnapshot> pools = new ConcurrentHashMap<>();
    private final Event<VmObservation> observations;

    Inventory(Event<VmObservation> observations) {
        this.observations = observations;
    }

    /** Makes a pool known before it is heard. */
    public void expect(String pool) {
        pools.putIfAbsent(pool, PoolSnapshot.unheard(pool));
    }

    /** The pool was read from the start: everything it has is in {@code changes}. */
    public void replace(String pool, List<XenChange> changes, Instant at) {
        PoolSnapshot after = known(pool).replaced(changes, at);
        pools.put(pool, after);
        after.vms().forEach(vm -> observations.fire(new VmObservation.Seen(vm, at)));
        observations.fire(new VmObservation.Complete(after, at));
    }

    /** The pool was heard; {@code changes} is what happened since the last time, often nothing. */
    public void apply(String pool, List<XenChange> changes, Instant at) {
        PoolSnapshot before = known(pool);
        PoolSnapshot after = before.changed(changes, at);
        pools.put(pool, after);
        if (!changes.isEmpty()) {
            announceChanged(before, after, at);
        }
    }

    /** The pool cannot be heard; what is known of it ages from now on. */
    public void troubled(String pool, String reason) {
        pools.put(pool, known(pool).troubled(reason));
    }

    /** All pools, ordered by name. */
    public List<PoolSnapshot> pools() {
        return pools.values().stream()
                .sorted(Comparator.comparing(PoolSnapshot::name))
                .toList();
    }

    public Optional<PoolSnapshot> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** The VM with this uuid in this pool, if the pool has it. */
    public Optional<ObservedVm> vm(String pool, String uuid) {
        return pool(pool).flatMap(snapshot -> snapshot.vm(uuid));
    }

    /** The SR with this uuid in this pool, if the pool has it. */
    public Optional<XenStorage> storage(String pool, String uuid) {
        return pool(pool).stream()
                .flatMap(snapshot -> snapshot.storage().stream())
                .filter(storage -> storage.uuid().equals(uuid))
                .findFirst();
    }

    /** Snapshots of the VM with this uuid in this pool, oldest first; none while it has no uuid. */
    public List<ObservedSnapshot> snapshots(String pool, @Nullable String uuid) {
        return uuid == null
                ? List.of()
                : pool(pool).map(snapshot -> snapshot.snapshots(uuid)).orElse(List.of());
    }

    private PoolSnapshot known(String pool) {
        return pools.computeIfAbsent(pool, PoolSnapshot::unheard);
    }

    private void announceChanged(PoolSnapshot before, PoolSnapshot after, Instant at) {
        Map<String, ObservedVm> known = byUuid(before);
        after.vms().stream()
                .filter(vm -> !vm.equals(known.get(vm.uuid())))
                .forEach(vm -> observations.fire(new VmObservation.Seen(vm, at)));
        Map<String, ObservedVm> present = byUuid(after);
        before.vms().stream()
                .filter(vm -> !present.containsKey(vm.uuid()))
                .forEach(vm -> observations.fire(new VmObservation.Gone(vm, at)));
    }

    private static Map<String, ObservedVm> byUuid(PoolSnapshot pool) {
        return pool.vms().stream()
                .collect(Collectors.toMap(ObservedVm::uuid, Function.identity(), (one, other) -> one));
    }
}
