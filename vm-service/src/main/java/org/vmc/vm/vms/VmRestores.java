package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenDisk;

/** Restoring VMs from recovery templates: checks, and says which operation to run. */
@ApplicationScoped
class VmRestores {

    private final VmGate gate;
    private final Vms vms;
    private final KeptDisks kept;
    private final Templates templates;
    private final TeamUse use;
    private final Ledger ledger;
    private final Pools pools;
    private final RestoreVm restoreVm;
    private final UndoRestore undoRestore;
    private final ReleaseQuarantine releaseQuarantine;

    VmRestores(
            VmGate gate,
            Vms vms,
            KeptDisks kept,
            Templates templates,
            TeamUse use,
            Ledger ledger,
            Pools pools,
            RestoreVm restoreVm,
            UndoRestore undoRestore,
            ReleaseQuarantine releaseQuarantine) {
        this.gate = gate;
        this.vms = vms;
        this.kept = kept;
        this.templates = templates;
        this.use = use;
        this.ledger = ledger;
        this.pools = pools;
        this.restoreVm = restoreVm;
        this.undoRestore = undoRestore;
        this.releaseQuarantine = releaseQuarantine;
    }

    /** @throws ProblemException 404 when there is no such VM, or nothing of it in quarantine */
    KeptDiskView quarantine(Vm vm) {
        return vms.read(() -> KeptDiskView.of(inQuarantine(vm)));
    }

    /**
     * The template that is meant for the VM. Its pool is asked for the disks, so not inside the accepting transaction.
     *
     * @throws ProblemException 403, 404, 422 for one without a disk to boot from, 503
     */
    ObservedTemplate template(String id, @Nullable String template, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        if (template == null || template.isBlank()) {
            throw ProblemException.invalid("template", "is missing");
        }
        ObservedTemplate known = templates
                .named(vm.pool, template)
                .orElseThrow(() -> ProblemException.invalid("template", "must be one of " + templates.names(vm.pool)));
        List<XenDisk> disks =
                Reachability.asked(vm.pool, "Looking at the disks of " + template, () -> pools.connection(vm.pool)
                        .disks()
                        .of(known.ref()));
        if (RestoreVm.system(disks).isEmpty()) {
            throw ProblemException.invalid("template", "must have a disk to boot from; " + template + " has none");
        }
        return known;
    }

    /** @throws ProblemException 403, 404, 409 when something is in quarantine already, 503, 507 */
    NewOperation<?> restore(String id, ObservedTemplate template, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        PowerState state = gate.present(vm).powerState();
        if (kept.quarantineOf(vm.id).isPresent()) {
            throw occupied(vm.name);
        }
        VmChanges.requireLease(vm);
        ledger.requireRoom(vm.pool);
        if (state == PowerState.HALTED || state == PowerState.SUSPENDED) {
            use.requireRunning(vm);
        }
        RestoreOrder input = new RestoreOrder(vm.id, vm.name, vm.pool, template.name(), template.uuid());
        return NewOperation.of(restoreVm, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404 when nothing is in quarantine, 503 */
    NewOperation<?> undo(String id, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        gate.present(vm);
        return NewOperation.of(undoRestore, QuarantineAction.on(vm, inQuarantine(vm)), VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404 when nothing is in quarantine, 503 */
    NewOperation<?> release(String id, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        return NewOperation.of(releaseQuarantine, QuarantineAction.on(vm, inQuarantine(vm)), VmOrders.target(vm));
    }

    private KeptDisk inQuarantine(Vm vm) {
        return kept.quarantineOf(vm.id).orElseThrow(() -> nothing(vm.name));
    }

    static ProblemException occupied(String vm) {
        return ProblemException.conflict(
                "%s was restored before, and the disk it had is still in quarantine: put it back with /vm restore undo name:%s or delete it with /vm restore release name:%s."
                        .formatted(vm, vm, vm));
    }

    static ProblemException nothing(String vm) {
        return ProblemException.of(ProblemType.NOT_FOUND, "No disk of %s is in quarantine.".formatted(vm));
    }
}
