package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedSnapshot;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.quotas.Amounts;

/** Snapshots of VMs: what there is, and what to run to take one, go back to one, or delete one. */
@ApplicationScoped
class VmSnapshots {

    private final VmGate gate;
    private final TeamUse use;
    private final VmDirectory directory;
    private final Inventory inventory;
    private final SnapshotVm snapshotVm;
    private final RevertVm revertVm;
    private final DeleteSnapshot deleteSnapshot;

    VmSnapshots(
            VmGate gate,
            TeamUse use,
            VmDirectory directory,
            Inventory inventory,
            SnapshotVm snapshotVm,
            RevertVm revertVm,
            DeleteSnapshot deleteSnapshot) {
        this.gate = gate;
        this.use = use;
        this.directory = directory;
        this.inventory = inventory;
        this.snapshotVm = snapshotVm;
        this.revertVm = revertVm;
        this.deleteSnapshot = deleteSnapshot;
    }

    /**
     * Oldest first; also of a VM of the pool that was not made here.
     *
     * @throws ProblemException 404
     */
    List<ObservedSnapshot> of(String id) {
        VmView vm = directory.one(id);
        return inventory.snapshots(vm.pool(), vm.uuid());
    }

    /** @throws ProblemException 403, 404, 409 when the name is taken or the pool does not allow it, 422, 503 */
    NewOperation<?> take(String id, @Nullable String name, boolean withMemory, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        ObservedVm observed =
                withMemory ? gate.present(vm, PowerState.RUNNING, "snapshotted with its memory") : gate.present(vm);
        VmGate.requireAllowed(vm, observed, withMemory ? "checkpoint" : "snapshot", "snapshotted");
        if (existing(vm).stream().anyMatch(snapshot -> snapshot.name().equals(name))) {
            throw ProblemException.nameTaken("snapshot", name);
        }
        use.require(vm.team, Amounts.ofSnapshots(1));
        SnapshotOrder input = new SnapshotOrder(vm.id, vm.name, vm.pool, name, withMemory);
        return NewOperation.of(snapshotVm, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 409 while the VM is being created, 503 */
    NewOperation<?> revert(String id, String snapshot, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        gate.present(vm);
        return NewOperation.of(revertVm, named(vm, snapshot), VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 503 */
    NewOperation<?> delete(String id, String snapshot, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        return NewOperation.of(deleteSnapshot, named(vm, snapshot), VmOrders.target(vm));
    }

    /** By name, or by uuid where somebody else has given two the same name. */
    SnapshotAction named(Vm vm, String nameOrUuid) {
        List<ObservedSnapshot> existing = existing(vm);
        List<ObservedSnapshot> meant = existing.stream()
                .filter(snapshot ->
                        snapshot.name().equals(nameOrUuid) || snapshot.uuid().equals(nameOrUuid))
                .toList();
        if (meant.isEmpty()) {
            String known = existing.isEmpty()
                    ? "has no snapshots"
                    : "has " + existing.stream().map(ObservedSnapshot::name).collect(Collectors.joining(", "));
            throw ProblemException.of(
                    ProblemType.NOT_FOUND,
                    "There is no snapshot %s of %s; it %s.".formatted(nameOrUuid, vm.name, known));
        }
        if (meant.size() > 1) {
            throw ProblemException.conflict("%s has %d snapshots named %s; say which by its uuid: %s."
                    .formatted(
                            vm.name,
                            meant.size(),
                            nameOrUuid,
                            meant.stream().map(ObservedSnapshot::uuid).collect(Collectors.joining(", "))));
        }
        ObservedSnapshot snapshot = meant.getFirst();
        return new SnapshotAction(vm.id, vm.name, vm.pool, snapshot.name(), snapshot.uuid());
    }

    private List<ObservedSnapshot> existing(Vm vm) {
        return inventory.snapshots(vm.pool, vm.xenUuid);
    }
}
