package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.approvals.ApprovalPolicy;
import org.vmc.vm.approvals.Wish;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.leases.LeasesConfig;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.quotas.Amounts;
import org.vmc.vm.xen.PoolUnreachable;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenVm;

/** Archives of VMs: who may take one out of a pool or put one in, and what becomes of it. */
@ApplicationScoped
class VmTransfers {

    private static final String ELSEWHERE = "custom";
    private static final long MIB = 1024L * 1024;
    /** Its last byte has come by then. */
    private static final Duration TASK_ENDS_WITHIN = Duration.ofSeconds(10);

    private final VmGate gate;
    private final VmSnapshots snapshots;
    private final VmDisks disks;
    private final Pools pools;
    private final Inventory inventory;
    private final Reachability reachability;
    private final Flavours flavours;
    private final TeamUse use;
    private final Vms vms;
    private final VmImports imports;
    private final ImportVm importVm;
    private final LeasesConfig leases;
    private final ApprovalPolicy policy;
    private final Clock clock = Clock.systemUTC();

    VmTransfers(
            VmGate gate,
            VmSnapshots snapshots,
            VmDisks disks,
            Pools pools,
            Inventory inventory,
            Reachability reachability,
            Flavours flavours,
            TeamUse use,
            Vms vms,
            VmImports imports,
            ImportVm importVm,
            LeasesConfig leases,
            ApprovalPolicy policy) {
        this.gate = gate;
        this.snapshots = snapshots;
        this.disks = disks;
        this.pools = pools;
        this.inventory = inventory;
        this.reachability = reachability;
        this.flavours = flavours;
        this.use = use;
        this.vms = vms;
        this.imports = imports;
        this.importVm = importVm;
        this.leases = leases;
        this.policy = policy;
    }

    /**
     * An archive on its way out of a pool.
     *
     * @param name name of the VM or snapshot
     */
    record Archive(String name, XenPool pool, TaskRef task, InputStream body) {

        /**
         * Hands it on as it comes; a receiver that goes away makes the pool give the export up.
         *
         * @throws IOException when the pool does not say that it was all, as a connection that ends cannot tell
         */
        void to(OutputStream out) throws IOException {
            try (body) {
                body.transferTo(out);
                TaskState state = pool.tasks().await(task, TASK_ENDS_WITHIN);
                if (!(state instanceof TaskState.Succeeded)) {
                    throw new IOException("The export of %s broke off: %s".formatted(name, state));
                }
            } finally {
                pool.tasks().destroy(task);
            }
        }
    }

    /**
     * An upload that may begin.
     *
     * @param lease how long the VM may be kept; null for ever
     */
    record Accepted(VmImport row, String srUuid, @Nullable Lease lease, Caller caller) {}

    /**
     * Begins to export a VM, or one of its snapshots.
     *
     * @throws ProblemException 403, 404, 409 unless its pool allows it now, 503
     */
    Archive export(String id, @Nullable String snapshot, Caller caller) {
        Vm vm = gate.changeable(id, caller);
        ObservedVm there = gate.present(vm);
        XenPool pool = pools.connection(vm.pool);
        if (snapshot == null || snapshot.isBlank()) {
            requireExportable(vm, there);
            return archive(pool, vm, vm.name, there.uuid());
        }
        return archive(
                pool,
                vm,
                vm.name + "-" + snapshot,
                snapshots.named(vm, snapshot).snapshotUuid());
    }

    private static void requireExportable(Vm vm, ObservedVm there) {
        if (there.powerState() != PowerState.HALTED && there.powerState() != PowerState.SUSPENDED) {
            throw VmGate.wrongPowerState(
                    vm,
                    there.powerState(),
                    "a halted or suspended VM can be exported, or a snapshot of it (?snapshot=…)");
        }
        VmGate.requireAllowed(vm, there, "export", "exported");
    }

    private static Archive archive(XenPool pool, Vm vm, String name, String uuid) {
        TaskRef task = Reachability.asked(
                vm.pool, "Exporting " + vm.name, () -> pool.transfers().begin("vmc export of " + vm.name));
        try {
            return new Archive(name, pool, task, pool.transfers().export(task, uuid));
        } catch (PoolUnreachable broken) {
            TaskState state = pool.tasks().state(task);
            pool.tasks().destroy(task);
            if (state instanceof TaskState.Failed failed) {
                throw Refusals.problem("Exporting " + vm.name, failed.code(), failed.params());
            }
            throw Reachability.unreachable(vm.pool, String.valueOf(broken.getMessage()));
        }
    }

    /**
     * @throws ProblemException 403 when the policy lets somebody else decide, 409 when the name is taken or the quota
     *     used up, 422 naming each wrong field, 503, 507
     */
    Accepted check(NewImport wanted, Caller caller) {
        String name = wanted.name();
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        Lease lease = lease(wanted.lease()).orElse(null);
        requireNoApproval(caller, name, new Wish(1, 0, 0, duration(lease), null));
        String pool = pool(wanted.pool());
        reachability.require(pool);
        String sr = disks.storage("sr", pool, wanted.sr()).uuid();
        QuarkusTransaction.requiringNew().run(() -> requireFree(name, caller.team()));
        VmImport row = new VmImport();
        row.id = TimeOrderedIds.next();
        row.name = name;
        row.pool = pool;
        row.owner = caller.user();
        row.team = caller.team();
        row.begunAt = clock.instant();
        return new Accepted(row, sr, lease, caller);
    }

    /** What would be run if the upload were there. */
    NewOperation<?> planned(Accepted upload) {
        VmImport row = upload.row();
        return NewOperation.of(
                importVm,
                new ImportOrder(row.id, row.name, row.pool, "", row.owner),
                new Target(VmOrders.TARGET_TYPE, row.id, row.name));
    }

    /**
     * Takes the name for what was uploaded and says what to run; called inside the accepting transaction.
     *
     * @throws ProblemException 403 when the policy lets somebody else decide about its size, 409 when the name or the
     *     quota has gone since, somebody has claimed the VM, or the upload was given up
     */
    NewOperation<?> takeOver(Accepted upload, XenVm there) {
        VmImport done = upload.row();
        imports.take(done.id);
        requireFree(done.name, done.team);
        vms.requireUnclaimed(done.id, done.pool, there.uuid());
        Vm vm = new Vm();
        Instant now = clock.instant();
        vm.id = done.id;
        vm.name = done.name;
        vm.pool = done.pool;
        vm.vcpus = there.vcpus();
        vm.memoryMib = Math.toIntExact(there.memoryStaticMaxBytes() / MIB);
        vm.type = flavours.all().stream()
                .filter(flavour -> flavour.vcpus() == vm.vcpus && flavour.memoryMib() == vm.memoryMib)
                .findFirst()
                .map(Flavour::name)
                .orElse(ELSEWHERE);
        vm.template = ELSEWHERE;
        vm.owner = done.owner;
        vm.team = done.team;
        vm.correlationId = done.id;
        vm.createdAt = now;
        vm.powerState = PowerState.HALTED;
        Lease lease = upload.lease();
        requireNoApproval(upload.caller(), vm.name, new Wish(1, vm.vcpus, vm.memoryMib, duration(lease), null));
        vm.lease(lease == null ? null : now.plus(lease.duration()), now);
        // From here on nobody else can have it.
        vm.xenUuid = there.uuid();
        persist(vm);
        ImportOrder input = new ImportOrder(vm.id, vm.name, vm.pool, there.uuid(), vm.owner);
        return NewOperation.of(importVm, input, VmOrders.target(vm));
    }

    private void persist(Vm vm) {
        try {
            vms.persist(vm);
            vms.flush();
        } catch (ConstraintViolationException sameMoment) {
            throw ProblemException.conflict(
                    "Somebody took the name %s, or claimed what was uploaded, at the same moment; try again."
                            .formatted(vm.name));
        }
    }

    /** It is the caller's own in the end. */
    private void requireNoApproval(Caller caller, String name, Wish wish) {
        policy.require(caller, caller.user(), "Importing " + name, wish);
    }

    private static @Nullable Duration duration(@Nullable Lease lease) {
        return lease == null ? null : lease.duration();
    }

    private void requireFree(String name, String team) {
        if (!vms.liveNamed(List.of(name)).isEmpty()) {
            throw ProblemException.nameTaken("vm", name);
        }
        use.require(team, new Amounts(1, 0, 0, 0));
    }

    private Optional<Lease> lease(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Lease lease = Lease.parse(text).orElseThrow(() -> ProblemException.invalid("lease", Lease.EXPECTED));
        if (lease.duration().compareTo(leases.atMost()) > 0) {
            throw ProblemException.invalid(
                    "lease", "must be at most " + leases.atMost().toDays() + " days");
        }
        return Optional.of(lease);
    }

    private String pool(@Nullable String asked) {
        List<String> known = inventory.pools().stream().map(PoolSnapshot::name).toList();
        if (asked == null || asked.isBlank()) {
            return known.stream()
                    .findFirst()
                    .orElseThrow(() -> ProblemException.invalid("pool", "cannot be chosen: no pool is configured"));
        }
        if (!known.contains(asked)) {
            throw ProblemException.invalid(
                    "pool", "must be one of " + known.stream().collect(Collectors.joining(", ")));
        }
        return asked;
    }
}
