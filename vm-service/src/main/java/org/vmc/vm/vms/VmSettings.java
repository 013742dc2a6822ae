package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.vm.approvals.ApprovalPolicy;
import org.vmc.vm.approvals.Wish;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.leases.LeasesConfig;

/** What changes the size, name or lease of a VM: checks it and says which operation to run. */
@ApplicationScoped
class VmSettings {

    private final VmGate gate;
    private final Vms vms;
    private final Flavours flavours;
    private final LeasesConfig leases;
    private final ApprovalPolicy policy;
    private final ResizeVm resizeVm;
    private final RenameVm renameVm;
    private final ExtendLease extendLease;
    private final Clock clock = Clock.systemUTC();

    VmSettings(
            VmGate gate,
            Vms vms,
            Flavours flavours,
            LeasesConfig leases,
            ApprovalPolicy policy,
            ResizeVm resizeVm,
            RenameVm renameVm,
            ExtendLease extendLease) {
        this.gate = gate;
        this.vms = vms;
        this.flavours = flavours;
        this.leases = leases;
        this.policy = policy;
        this.resizeVm = resizeVm;
        this.renameVm = renameVm;
        this.extendLease = extendLease;
    }

    /**
     * @throws ProblemException 403 also when the policy lets somebody else decide, 404, 409 unless it is halted, 422
     *     naming the type, 503
     */
    NewOperation<?> resize(String id, @Nullable String type, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        if (type == null || type.isBlank()) {
            throw ProblemException.invalid("type", "is missing");
        }
        Flavour flavour = flavours.named(type)
                .orElseThrow(() -> ProblemException.invalid("type", "must be one of " + flavours.names()));
        gate.present(vm, PowerState.HALTED, "resized; stop it first");
        if (flavour.vcpus() > vm.vcpus || flavour.memoryMib() > vm.memoryMib) {
            Wish wish = Wish.ofSize(flavour.vcpus(), flavour.memoryMib());
            policy.require(caller, vm.owner, "Resizing %s to %s".formatted(vm.name, flavour.name()), wish);
        }
        Resize input = new Resize(vm.id, vm.name, vm.pool, flavour.name(), flavour.vcpus(), flavour.memoryMib());
        return NewOperation.of(resizeVm, input, VmOrders.target(vm));
    }

    /** @throws ProblemException 403, 404, 409 when the name is taken, 422 naming the name, 503 */
    NewOperation<?> rename(String id, @Nullable String name, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        if (!vms.liveNamed(List.of(name)).isEmpty()) {
            throw ProblemException.nameTaken("vm", name);
        }
        gate.present(vm);
        return NewOperation.of(renameVm, new Renaming(vm.id, vm.name, vm.pool, name), VmOrders.target(vm));
    }

    /**
     * Counted from the end of the lease, or from now when that is past. The policy looks at all the time the VM is
     * kept.
     *
     * @throws ProblemException 403 also when the policy lets somebody else decide, 404, 409 when it has no lease, 422
     *     naming the time
     */
    NewOperation<?> extend(String id, @Nullable String by, Caller caller) {
        // In our own books: a pool that is away must not cost somebody their VM.
        Vm vm = gate.owned(id, caller);
        if (by == null || by.isBlank()) {
            throw ProblemException.invalid("by", "is missing");
        }
        Lease more = Lease.parse(by).orElseThrow(() -> ProblemException.invalid("by", Lease.EXPECTED));
        Instant end = vm.leaseUntil;
        if (end == null) {
            throw ProblemException.conflict("%s has no lease; it is kept until it is deleted.".formatted(vm.name));
        }
        Instant now = clock.instant();
        Instant until = (end.isAfter(now) ? end : now).plus(more.duration());
        if (until.isAfter(now.plus(leases.atMost()))) {
            throw ProblemException.invalid(
                    "by", "must leave the end within " + leases.atMost().toDays() + " days from now");
        }
        Wish wish = Wish.ofLease(Duration.between(vm.createdAt, until));
        policy.require(caller, vm.owner, "Keeping %s until %s".formatted(vm.name, until), wish);
        LeaseExtension input = new LeaseExtension(vm.id, vm.name, vm.pool, until);
        return NewOperation.of(extendLease, input, VmOrders.target(vm));
    }
}
