package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;

/**
 * Whether somebody may change a VM and whether its pool would let them. An operation finds out again when its turn
 * comes; what is refused here spares the user the wait.
 */
@ApplicationScoped
class VmGate {

    private final VmDirectory directory;
    private final Reachability reachability;
    private final Vms vms;

    VmGate(VmDirectory directory, Reachability reachability, Vms vms) {
        this.directory = directory;
        this.reachability = reachability;
        this.vms = vms;
    }

    /**
     * As {@link #changeable}, for a VM that a field names.
     *
     * @param field what a refusal names
     * @param nameOrId name or id of the VM
     * @throws ProblemException 403, 409 for a VM that was not made here, 422, 503
     */
    Vm meant(String field, @Nullable String nameOrId, Caller caller) {
        if (nameOrId == null || nameOrId.isBlank()) {
            throw ProblemException.invalid(field, "is missing");
        }
        Optional<UUID> named =
                vms.liveNamed(List.of(nameOrId)).stream().map(vm -> vm.id).findFirst();
        if (named.isEmpty() && directory.all().stream().noneMatch(vm -> vm.id().equals(nameOrId))) {
            throw ProblemException.invalid(field, "must be a VM; there is none called " + nameOrId);
        }
        return changeable(named.map(UUID::toString).orElse(nameOrId), caller);
    }

    /**
     * A VM this caller may change, in a pool that answers.
     *
     * @throws ProblemException 403, 404, 409 for a VM that was not made here, 503
     */
    Vm changeable(String id, Caller caller) {
        Vm vm = owned(id, caller);
        reachability.require(vm.pool);
        return vm;
    }

    /**
     * A VM this caller may change, whether its pool answers or not.
     *
     * @throws ProblemException 403, 404, 409 for a VM that was not made here
     */
    Vm owned(String id, Caller caller) {
        Vm vm = directory.ours(id);
        caller.requireOwner(vm.owner);
        return vm;
    }

    /**
     * The VM as its pool shows it.
     *
     * @throws ProblemException 409 while it is being created and when its pool no longer has it, 503
     */
    ObservedVm present(Vm vm) {
        PoolSnapshot pool = reachability.require(vm.pool);
        String uuid = vm.xenUuid;
        if (uuid == null || vm.readyAt == null) {
            throw ProblemException.of(ProblemType.WRONG_POWER_STATE, "%s is still being created.".formatted(vm.name));
        }
        return pool.vm(uuid)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the VM %s; it can only be deleted.".formatted(vm.pool, vm.name)));
    }

    /** As {@link #present}, for a VM that must be in this power state. */
    ObservedVm present(Vm vm, PowerState needed, String attempted) {
        ObservedVm observed = present(vm);
        if (observed.powerState() != needed) {
            throw wrongPowerState(
                    vm,
                    observed.powerState(),
                    "a %s VM can be %s".formatted(needed.name().toLowerCase(Locale.ROOT), attempted));
        }
        return observed;
    }

    /** Refuses a host the pool does not have, and the one the VM is on; null is any. */
    void requireOtherHost(Vm vm, ObservedVm observed, @Nullable String host) {
        if (host == null) {
            return;
        }
        List<ObservedHost> hosts = reachability.require(vm.pool).hosts();
        ObservedHost meant = hosts.stream()
                .filter(candidate ->
                        candidate.name().equals(host) || candidate.uuid().equals(host))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "host",
                        "must be one of "
                                + hosts.stream().map(ObservedHost::name).collect(Collectors.joining(", "))));
        if (meant.equals(observed.host())) {
            throw ProblemException.invalid("host", "must be another one; %s is on %s already".formatted(vm.name, host));
        }
    }

    /**
     * Refuses what the pool does not allow now. A pool that says nothing, as while something is under way on the VM, is
     * left to decide by itself.
     *
     * @param operation XenAPI's word for it, such as {@code suspend}
     */
    static void requireAllowed(Vm vm, ObservedVm observed, String operation, String attempted) {
        if (observed.allowedOperations().isEmpty()
                || observed.allowedOperations().contains(operation)) {
            return;
        }
        String why = observed.toolsRunning()
                ? "its pool does not allow it now"
                : "the tools in its guest do not report, and without them its pool does not allow it";
        throw ProblemException.conflict("%s cannot be %s: %s. Allowed are %s."
                .formatted(vm.name, attempted, why, String.join(", ", observed.allowedOperations())));
    }

    /** @param needs what the VM must be, to end the sentence “only …” */
    static ProblemException wrongPowerState(Vm vm, PowerState state, String needs) {
        return ProblemException.of(
                ProblemType.WRONG_POWER_STATE, "%s is %s; only %s.".formatted(vm.name, state, needs));
    }
}
