package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.approvals.ApprovalPolicy;
import org.vmc.vm.approvals.Wish;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.leases.LeasesConfig;
import org.vmc.vm.quotas.Amounts;
import org.vmc.vm.xen.XenStorage;

/** Copies of VMs: whether somebody may have one, and what to run for it. */
@ApplicationScoped
class VmCopies {

    private final VmGate gate;
    private final VmDisks disks;
    private final TeamUse use;
    private final ApprovalPolicy policy;
    private final LeasesConfig leases;
    private final Vms vms;
    private final CopyVm copyVm;
    private final Clock clock = Clock.systemUTC();

    VmCopies(
            VmGate gate,
            VmDisks disks,
            TeamUse use,
            ApprovalPolicy policy,
            LeasesConfig leases,
            Vms vms,
            CopyVm copyVm) {
        this.gate = gate;
        this.disks = disks;
        this.use = use;
        this.policy = policy;
        this.leases = leases;
        this.vms = vms;
        this.copyVm = copyVm;
    }

    /**
     * Takes the name for the copy and says what to run; called inside the accepting transaction.
     *
     * @throws ProblemException 403 also when the policy lets somebody else decide, 404, 409 unless the VM is halted,
     *     the name is free and the quota allows it, 422 naming the wrong field, 503, 507
     */
    NewOperation<?> copy(String id, CopyRequest wanted, Caller caller) {
        Vm source = gate.changeable(id, caller);
        String name = wanted.name();
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        Duration lease = lease(wanted.lease());
        ObservedVm there = gate.present(source, PowerState.HALTED, "copied; stop it first");
        VmGate.requireAllowed(source, there, "copy", "copied");
        XenStorage storage = disks.forCopy(source, there, wanted.sr());
        if (!vms.liveNamed(List.of(name)).isEmpty()) {
            throw ProblemException.nameTaken("vm", name);
        }
        policy.require(
                caller,
                caller.user(),
                "Copying %s to %s".formatted(source.name, name),
                new Wish(1, source.vcpus, source.memoryMib, lease, null));
        use.require(caller.team(), new Amounts(1, 0, 0, 0));
        Vm vm = row(source, name, lease, caller);
        try {
            vms.persist(vm);
            vms.flush();
        } catch (ConstraintViolationException sameMoment) {
            throw ProblemException.nameTaken("vm", name);
        }
        CopyOrder input = new CopyOrder(
                vm.id,
                vm.name,
                vm.pool,
                source.id,
                source.name,
                there.uuid(),
                storage == null ? null : storage.uuid(),
                storage == null ? null : storage.name(),
                vm.owner);
        return NewOperation.of(copyVm, input, VmOrders.target(vm));
    }

    private @Nullable Duration lease(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Lease lease = Lease.parse(text).orElseThrow(() -> ProblemException.invalid("lease", Lease.EXPECTED));
        if (lease.duration().compareTo(leases.atMost()) > 0) {
            throw ProblemException.invalid(
                    "lease", "must be at most " + leases.atMost().toDays() + " days");
        }
        return lease.duration();
    }

    /** Halted from the beginning: a copy uses no VCPU and no memory of a quota. */
    private Vm row(Vm source, String name, @Nullable Duration lease, Caller caller) {
        Vm vm = new Vm();
        Instant now = clock.instant();
        vm.id = TimeOrderedIds.next();
        vm.name = name;
        vm.pool = source.pool;
        vm.type = source.type;
        vm.role = source.role;
        vm.template = source.template;
        vm.vcpus = source.vcpus;
        vm.memoryMib = source.memoryMib;
        vm.probe = source.probe;
        vm.checksDisks = source.checksDisks;
        vm.owner = caller.user();
        vm.team = caller.team();
        vm.correlationId = vm.id;
        vm.createdAt = now;
        vm.powerState = PowerState.HALTED;
        vm.lease(lease == null ? null : now.plus(lease), now);
        return vm;
    }
}
