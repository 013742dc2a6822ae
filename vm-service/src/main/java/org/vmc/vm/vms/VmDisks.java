package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenStorage;

/** Disks of VMs: what there is, and what to run to add one or delete one. */
@ApplicationScoped
class VmDisks {

    private final VmGate gate;
    private final VmDirectory directory;
    private final Reachability reachability;
    private final Pools pools;
    private final Ledger ledger;
    private final AttachDisk attachDisk;
    private final DeleteDisk deleteDisk;

    VmDisks(
            VmGate gate,
            VmDirectory directory,
            Reachability reachability,
            Pools pools,
            Ledger ledger,
            AttachDisk attachDisk,
            DeleteDisk deleteDisk) {
        this.gate = gate;
        this.directory = directory;
        this.reachability = reachability;
        this.pools = pools;
        this.ledger = ledger;
        this.attachDisk = attachDisk;
        this.deleteDisk = deleteDisk;
    }

    /**
     * As the pool has them at this moment, also of a VM that was not made here.
     *
     * @throws ProblemException 404, 503
     */
    List<DiskView> of(String id) {
        VmView vm = directory.one(id);
        PoolSnapshot pool = reachability.require(vm.pool());
        String uuid = vm.uuid();
        return uuid == null
                ? List.of()
                : pool.vm(uuid).stream()
                        .flatMap(there -> disksOf(vm.pool(), vm.name(), there.ref()).stream())
                        .map(disk -> DiskView.of(disk, pool))
                        .toList();
    }

    /** @throws ProblemException 403, 404, 409 when the name is taken, 422 naming each wrong field, 503, 507 */
    NewOperation<?> attach(String id, NewDisk wanted, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        String name = wanted.name();
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        String size = wanted.size();
        if (size == null || size.isBlank()) {
            throw ProblemException.invalid("size", "is missing");
        }
        long bytes = DiskSize.parse(size).orElseThrow(() -> ProblemException.invalid("size", DiskSize.EXPECTED));
        VmRef there = gate.present(vm).ref();
        XenStorage storage = storage("storage", vm.pool, wanted.storage());
        if (existing(vm, there).stream().anyMatch(disk -> disk.name().equals(name))) {
            throw ProblemException.nameTaken("disk", name);
        }
        NewDiskOrder input = new NewDiskOrder(vm.id, vm.name, vm.pool, name, bytes, storage.uuid());
        return NewOperation.of(attachDisk, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 409 for the disk the VM boots from or that another VM has too, 503 */
    NewOperation<?> delete(String id, String nameOrUuid, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        XenDisk disk = removable(vm, nameOrUuid, "it goes when the VM is deleted");
        DiskAction input = new DiskAction(vm.id, vm.name, vm.pool, disk.name(), disk.uuid());
        return NewOperation.of(deleteDisk, input, VmOrders.target(vm));
    }

    /**
     * The disk of the VM that is meant, by its name or uuid.
     *
     * @throws ProblemException 404, 409 for the disk the VM boots from or that another VM has too, 503
     */
    XenDisk removable(Vm vm, String nameOrUuid, String bootRefusal) {
        List<XenDisk> existing = existing(vm, gate.present(vm).ref());
        List<XenDisk> meant = existing.stream()
                .filter(candidate ->
                        candidate.uuid().equals(nameOrUuid) || candidate.name().equals(nameOrUuid))
                .toList();
        if (meant.isEmpty()) {
            throw ProblemException.of(
                    ProblemType.NOT_FOUND,
                    "There is no disk %s of %s; it has %s.".formatted(nameOrUuid, vm.name, names(existing)));
        }
        if (meant.size() > 1) {
            throw ProblemException.conflict("%s has %d disks named %s; say which by its uuid: %s."
                    .formatted(
                            vm.name,
                            meant.size(),
                            nameOrUuid,
                            meant.stream().map(XenDisk::uuid).collect(Collectors.joining(", "))));
        }
        XenDisk disk = meant.getFirst();
        if (disk.shared()) {
            throw ProblemException.conflict("Disk %s of %s is connected to another VM too; leave it to its pool."
                    .formatted(disk.name(), vm.name));
        }
        if (disk.system()) {
            throw ProblemException.conflict("%s boots from %s; %s.".formatted(vm.name, disk.name(), bootRefusal));
        }
        return disk;
    }

    /** @throws ProblemException 503 */
    List<XenDisk> existing(Vm vm, VmRef there) {
        return disksOf(vm.pool, vm.name, there);
    }

    private List<XenDisk> disksOf(String pool, String name, VmRef there) {
        return Reachability.asked(pool, "Looking at the disks of " + name, () -> pools.connection(pool)
                .disks()
                .of(there));
    }

    /**
     * The SR that is meant, with room in it.
     *
     * @param field what a refusal names
     * @throws ProblemException 422, 503, 507
     */
    XenStorage storage(String field, String poolName, @Nullable String nameOrUuid) {
        PoolSnapshot pool = reachability.require(poolName);
        if (nameOrUuid == null || nameOrUuid.isBlank()) {
            ledger.requireRoom(poolName);
            return pool.defaultStorage()
                    .orElseThrow(() -> ProblemException.invalid(
                            field, "is missing: pool %s has no default SR".formatted(poolName)));
        }
        List<XenStorage> possible =
                pool.storage().stream().filter(XenStorage::holdsDisks).toList();
        XenStorage chosen = possible.stream()
                .filter(sr -> sr.name().equals(nameOrUuid) || sr.uuid().equals(nameOrUuid))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "must be one of "
                                + possible.stream()
                                        .map(XenStorage::name)
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
        ledger.requireRoom(chosen);
        return chosen;
    }

    /**
     * Where a full copy of the VM goes: the SR asked for, null for where each of its disks is. There is room for what
     * is on them.
     *
     * @throws ProblemException 422 naming the field {@code sr}, 503, 507
     */
    @Nullable
    XenStorage forCopy(Vm source, ObservedVm there, @Nullable String asked) {
        List<XenDisk> copied = existing(source, there.ref());
        if (asked != null && !asked.isBlank()) {
            XenStorage chosen = storage("sr", source.pool, asked);
            ledger.requireRoomFor(
                    chosen, copied.stream().mapToLong(XenDisk::usedBytes).sum());
            return chosen;
        }
        Map<SrRef, Long> bytes =
                copied.stream().collect(Collectors.groupingBy(XenDisk::sr, Collectors.summingLong(XenDisk::usedBytes)));
        reachability.require(source.pool).storage().stream()
                .filter(sr -> bytes.containsKey(sr.ref()))
                .forEach(sr -> ledger.requireRoomFor(sr, bytes.getOrDefault(sr.ref(), 0L)));
        return null;
    }

    private static String names(List<XenDisk> disks) {
        return disks.isEmpty() ? "none" : disks.stream().map(XenDisk::name).collect(Collectors.joining(", "));
    }
}
