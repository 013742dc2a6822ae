package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.vm.catalogue.Isos;
import org.vmc.vm.inventory.ObservedIso;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenDrives;
import org.vmc.vm.xen.XenVdi;

/** CD drives of VMs: what is in them, and what to run to change that. */
@ApplicationScoped
class VmMedia {

    private final VmGate gate;
    private final VmDirectory directory;
    private final Reachability reachability;
    private final Pools pools;
    private final Isos isos;
    private final ChangeMedium changeMedium;

    VmMedia(
            VmGate gate,
            VmDirectory directory,
            Reachability reachability,
            Pools pools,
            Isos isos,
            ChangeMedium changeMedium) {
        this.gate = gate;
        this.directory = directory;
        this.reachability = reachability;
        this.pools = pools;
        this.isos = isos;
        this.changeMedium = changeMedium;
    }

    /**
     * As the pool has it at this moment, also of a VM that was not made here.
     *
     * @throws ProblemException 404, 503
     */
    CdView of(String id) {
        VmView vm = directory.one(id);
        String uuid = vm.uuid();
        Optional<XenDrives.Drive> drive = uuid == null
                ? Optional.empty()
                : reachability.require(vm.pool()).vm(uuid).flatMap(there -> pools.connection(vm.pool())
                        .drives()
                        .of(there.ref()));
        Optional<XenVdi> medium = drive.flatMap(XenDrives.Drive::medium);
        return new CdView(
                drive.isPresent(),
                medium.map(XenVdi::name).orElse(null),
                medium.map(XenVdi::uuid).orElse(null));
    }

    /** @throws ProblemException 403, 404, 409 for a VM that is paused or suspended, 422 for an unknown ISO, 503 */
    NewOperation<?> insert(String id, @Nullable String iso, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        if (iso == null || iso.isBlank()) {
            throw ProblemException.invalid("iso", "is missing");
        }
        ObservedIso medium = isos.named(vm.pool, iso.strip())
                .orElseThrow(() -> ProblemException.invalid("iso", isos.expected(vm.pool)));
        return change(vm, medium);
    }

    /** @throws ProblemException 403, 404, 409 for a VM that is paused or suspended, 503 */
    NewOperation<?> eject(String id, Caller caller) {
        return change(gate.changeable(id, caller), null);
    }

    private NewOperation<?> change(Vm vm, @Nullable ObservedIso medium) {
        ObservedVm there = gate.present(vm);
        if (there.powerState() != PowerState.RUNNING && there.powerState() != PowerState.HALTED) {
            throw VmGate.wrongPowerState(vm, there.powerState(), Media.NEEDS);
        }
        MediumOrder input = new MediumOrder(
                vm.id, vm.name, vm.pool, medium == null ? null : medium.uuid(), medium == null ? null : medium.name());
        return NewOperation.of(changeMedium, input, VmOrders.target(vm));
    }
}
