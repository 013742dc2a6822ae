package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;

/** Whether somebody may sit at the console of a VM: its owner, and operators. */
@ApplicationScoped
public class ConsoleGate {

    private final VmGate gate;
    private final Reachability reachability;
    private final Vms vms;

    ConsoleGate(VmGate gate, Reachability reachability, Vms vms) {
        this.gate = gate;
        this.reachability = reachability;
        this.vms = vms;
    }

    /**
     * A VM of ours that runs.
     *
     * @param observed how its pool shows it
     * @param correlationId the request it was made for
     */
    public record Running(UUID vmId, String name, ObservedVm observed, UUID correlationId) {}

    /**
     * The VM, also while it is being created: a guest that does not boot is what consoles are for.
     *
     * @throws ProblemException 403, 404, 409 unless it runs, 503
     */
    public Running require(String id, Caller caller) {
        Vm vm = vms.read(() -> gate.changeable(id, caller));
        ObservedVm observed = Optional.ofNullable(vm.xenUuid)
                .flatMap(uuid -> reachability.require(vm.pool).vm(uuid))
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.WRONG_POWER_STATE,
                        "Pool %s does not have %s (yet); a console needs a running VM.".formatted(vm.pool, vm.name)));
        if (observed.powerState() != PowerState.RUNNING) {
            throw VmGate.wrongPowerState(vm, observed.powerState(), "a running VM has a console");
        }
        return new Running(vm.id, vm.name, observed, vm.correlationId);
    }

    /** Whether this caller may still do so: the VM may have gone to somebody else since. */
    public boolean isStillFor(UUID vmId, Caller caller) {
        return vms.read(() -> vms.live(vmId))
                .filter(vm -> caller.mayChange(vm.owner))
                .isPresent();
    }
}
