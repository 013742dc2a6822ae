package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;

/**
 * Changes of VMs that exist: checks owner, pool and power state, and says which operation to run. The operation checks
 * again when its turn comes; what is checked here spares the user the wait.
 */
@ApplicationScoped
class VmChanges {

    private final VmDirectory directory;
    private final Reachability reachability;
    private final StartVm startVm;
    private final StopVm stopVm;
    private final DeleteVm deleteVm;

    VmChanges(VmDirectory directory, Reachability reachability, StartVm startVm, StopVm stopVm, DeleteVm deleteVm) {
        this.directory = directory;
        this.reachability = reachability;
        this.startVm = startVm;
        this.stopVm = stopVm;
        this.deleteVm = deleteVm;
    }

    /** @throws ProblemException 403, 404, 409 unless it is halted, 503 */
    NewOperation<?> start(String id, Caller caller) {
        Vm vm = changeable(id, caller);
        PowerState state = powerState(vm);
        if (state != PowerState.HALTED) {
            throw wrong(vm, state, "started", "a halted VM");
        }
        return operation(startVm, vm, false);
    }

    /** @throws ProblemException 403, 404, 409 when it is halted already, 503 */
    NewOperation<?> stop(String id, boolean force, Caller caller) {
        Vm vm = changeable(id, caller);
        PowerState state = powerState(vm);
        boolean stoppable = state == PowerState.RUNNING || (force && state != PowerState.HALTED);
        if (!stoppable) {
            throw wrong(vm, state, "stopped", force ? "a VM that is not halted" : "a running VM");
        }
        return operation(stopVm, vm, force);
    }

    /** @throws ProblemException 403, 404, 503 */
    NewOperation<?> delete(String id, Caller caller) {
        return operation(deleteVm, changeable(id, caller), true);
    }

    private Vm changeable(String id, Caller caller) {
        Vm vm = directory.ours(id);
        caller.requireOwner(vm.owner);
        reachability.require(vm.pool);
        return vm;
    }

    private PowerState powerState(Vm vm) {
        PoolSnapshot pool = reachability.require(vm.pool);
        String uuid = vm.xenUuid;
        if (uuid == null || vm.readyAt == null) {
            throw ProblemException.of(ProblemType.WRONG_POWER_STATE, "%s is still being created.".formatted(vm.name));
        }
        return pool.vm(uuid)
                .map(ObservedVm::powerState)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the VM %s; it can only be deleted.".formatted(vm.pool, vm.name)));
    }

    private static ProblemException wrong(Vm vm, PowerState state, String attempted, String needed) {
        return ProblemException.of(
                ProblemType.WRONG_POWER_STATE,
                "%s is %s; only %s can be %s.".formatted(vm.name, state, needed, attempted));
    }

    private static NewOperation<VmAction> operation(OperationKind<VmAction> kind, Vm vm, boolean force) {
        return NewOperation.of(kind, VmAction.on(vm, force), VmOrders.target(vm));
    }
}
