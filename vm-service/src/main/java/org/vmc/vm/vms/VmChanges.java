package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;

/** What changes the power state, the host or the existence of a VM: checks it and says which operation to run. */
@ApplicationScoped
class VmChanges {

    private final VmGate gate;
    private final TeamUse use;
    private final StartVm startVm;
    private final StopVm stopVm;
    private final RebootVm rebootVm;
    private final PowerShifts shifts;
    private final ResumeVm resumeVm;
    private final MigrateVm migrateVm;
    private final DeleteVm deleteVm;

    VmChanges(
            VmGate gate,
            TeamUse use,
            StartVm startVm,
            StopVm stopVm,
            RebootVm rebootVm,
            PowerShifts shifts,
            ResumeVm resumeVm,
            MigrateVm migrateVm,
            DeleteVm deleteVm) {
        this.gate = gate;
        this.use = use;
        this.startVm = startVm;
        this.stopVm = stopVm;
        this.rebootVm = rebootVm;
        this.shifts = shifts;
        this.resumeVm = resumeVm;
        this.migrateVm = migrateVm;
        this.deleteVm = deleteVm;
    }

    /** @throws ProblemException 403, 404, 409 unless it is halted and its lease and the quota allow it, 503 */
    NewOperation<?> start(String id, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        gate.present(vm, PowerState.HALTED, "started");
        requireLease(vm);
        use.requireRunning(vm);
        return operation(startVm, vm, false);
    }

    /** @throws ProblemException 403, 404, 409 when it is halted already, 503 */
    NewOperation<?> stop(String id, boolean force, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        PowerState state = gate.present(vm).powerState();
        boolean stoppable = state == PowerState.RUNNING || (force && state != PowerState.HALTED);
        if (!stoppable) {
            String needs = force ? "a VM that is not halted can be stopped" : "a running VM can be stopped";
            throw VmGate.wrongPowerState(vm, state, needs);
        }
        return operation(stopVm, vm, force);
    }

    /** @throws ProblemException 403, 404, 409 unless it runs, 503 */
    NewOperation<?> reboot(String id, boolean force, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        gate.present(vm, PowerState.RUNNING, "rebooted");
        return operation(rebootVm, vm, force);
    }

    /** @throws ProblemException 403, 404, 409 unless its state and its pool allow it, 503 */
    NewOperation<?> shift(Shift shift, String id, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        ObservedVm observed = gate.present(vm, shift.from(), shift.done());
        VmGate.requireAllowed(vm, observed, shift.word(), shift.done());
        return operation(shifts.kind(shift), vm, false);
    }

    /** @throws ProblemException 403, 404, 409 unless it is suspended and its lease and the quota allow it, 503 */
    NewOperation<?> resume(String id, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        gate.present(vm, PowerState.SUSPENDED, "resumed");
        requireLease(vm);
        use.requireRunning(vm);
        return operation(resumeVm, vm, false);
    }

    /**
     * @param host where to, by name or uuid; the best other host when null
     * @throws ProblemException 403, 404, 409 unless it runs and may be migrated, 422, 503
     */
    NewOperation<?> migrate(String id, @Nullable String host, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        ObservedVm observed = gate.present(vm, PowerState.RUNNING, "migrated");
        VmGate.requireAllowed(vm, observed, "pool_migrate", "migrated");
        gate.requireOtherHost(vm, observed, host);
        Migration input = new Migration(vm.id, vm.name, vm.pool, host);
        return NewOperation.of(migrateVm, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 503 */
    NewOperation<?> delete(String id, Caller caller) {
        return operation(deleteVm, gate.changeable(id, caller), true);
    }

    /** @throws ProblemException 409 when its lease has ended */
    static void requireLease(Vm vm) {
        if (vm.leaseExpiredAt != null) {
            throw ProblemException.conflict(
                    "The lease of %s ended at %s; extend it first (/vm extend).".formatted(vm.name, vm.leaseUntil));
        }
    }

    private static NewOperation<VmAction> operation(OperationKind<VmAction> kind, Vm vm, boolean force) {
        return NewOperation.of(kind, VmAction.on(vm, force), VmOrders.target(vm));
    }
}
