package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;

/**
 * Places a VM, starts it on its host and waits until users can reach it.
 *
 * <p>A host that cannot take the VM after all (somebody else was faster, or it was disabled) is left out and the VM is
 * placed again, until no host is left.
 */
@ApplicationScoped
class Starting {

    /** Results of the operation, by these names. */
    static final String HOST = "host";

    static final String ADDRESS = "address";

    /** Under this key an operation that gives the VM another domain remembers the number of the former one. */
    static final String FORMER_DOMAIN = "formerDomain";

    static final String HOST_UUID = "hostUuid";
    private static final String REJECTED_HOSTS = "rejectedHosts";
    private static final String START_TASK = "startTask";
    private static final Duration SOON = Duration.ofMillis(100);
    /** An event of the pool wakes who waits for a guest; this is for an event that got lost. */
    private static final Duration HEARD_OF_WITHIN = Duration.ofSeconds(1);

    private final Machines machines;
    private final PoolTasks tasks;
    private final Hosting hosting;
    private final Removing removing;
    private final Inventory inventory;
    private final VmGlances glances;
    private final Sleepers sleepers;
    private final VmsConfig config;
    private final CreationConfig creation;

    Starting(
            Machines machines,
            PoolTasks tasks,
            Hosting hosting,
            Removing removing,
            Inventory inventory,
            VmGlances glances,
            Sleepers sleepers,
            VmsConfig config,
            CreationConfig creation) {
        this.machines = machines;
        this.tasks = tasks;
        this.hosting = hosting;
        this.removing = removing;
        this.inventory = inventory;
        this.glances = glances;
        this.sleepers = sleepers;
        this.config = config;
        this.creation = creation;
    }

    /** How long a boot may take until the VM is ready. */
    Duration readyWithin(boolean checksDisks) {
        return checksDisks ? config.readyWithin().plus(creation.fsckWithin()) : config.readyWithin();
    }

    /** Promises the VM memory on a host. */
    StepOutcome place(StepContext<? extends VmInput> context, Demand demand) {
        HostFacts host = promise(context, demand);
        return StepOutcome.done().learned(HOST_UUID, host.uuid()).learned(HOST, host.name());
    }

    /** As {@link #place}, in the middle of another step: the place it had is of no use. */
    void placeAgain(StepContext<? extends VmInput> context, Demand demand) {
        HostFacts host = promise(context, demand);
        context.remember(HOST_UUID, host.uuid());
        context.remember(HOST, host.name());
    }

    /** Takes the promise back. */
    StepOutcome release(StepContext<? extends VmInput> context) {
        return StepOutcome.done()
                .committing(() -> hosting.release(context.input().vmId()));
    }

    /** One attempt at starting: begins, or looks how far the pool is. */
    StepOutcome start(StepContext<? extends VmInput> context, Demand demand) {
        VmInput input = context.input();
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, START_TASK);
        if (task.isPresent() && !(task.get() instanceof TaskState.Succeeded)) {
            return afterLook(context, demand, task.get());
        }
        XenVm vm = machines.existing(input);
        if (vm.running()) {
            return StepOutcome.done();
        }
        if (vm.busy()) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for another operation of the pool on it");
        }
        if (!vm.halted()) {
            throw ProblemException.of(
                    ProblemType.WRONG_POWER_STATE,
                    "%s is %s; only a halted VM can be started.".formatted(input.name(), vm.powerState()));
        }
        HostRef host = host(context);
        tasks.begin(context, START_TASK, () -> machines.pool(input).vms().startOn(vm.ref(), host));
        return StepOutcome.notYet(Pace.of(context), "Starting on " + context.required(HOST));
    }

    /** Halts the VM again, once a start that is still under way is over. */
    StepOutcome halt(StepContext<? extends VmInput> context) {
        sleepers.waiting(context);
        tasks.cancel(context, START_TASK);
        if (tasks.look(context, START_TASK)
                .filter(TaskState.Pending.class::isInstance)
                .isPresent()) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for the start to be over");
        }
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.filter(XenVm::busy).isPresent()) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for the start to be over");
        }
        return removing.halt(context);
    }

    /**
     * Done when users can reach the VM; until then says what is missing.
     *
     * @param becoming what is committed with it
     */
    StepOutcome awaitReady(StepContext<? extends VmInput> context, Consumer<Readiness.Ready> becoming) {
        return switch (readiness(context)) {
            case Readiness.Waiting waiting -> waiting.outcome();
            case Readiness.Ready ready ->
                StepOutcome.done()
                        .learned(HOST, ready.host().name())
                        .learned(ADDRESS, ready.address())
                        .committing(() -> becoming.accept(ready));
        };
    }

    /** Looks whether the VM's tools report, its address is known and what must answer there does. */
    private Readiness readiness(StepContext<? extends VmInput> context) {
        VmInput input = context.input();
        sleepers.waiting(context);
        PoolSnapshot pool =
                inventory.pool(input.pool()).orElseThrow(() -> ProblemException.notFound("pool", input.pool()));
        if (!pool.reachable()) {
            return new Readiness.Waiting(
                    StepOutcome.notYet(HEARD_OF_WITHIN, "Waiting for pool " + input.pool() + " to be heard"));
        }
        Optional<VmGlances.VmGlance> ours = glances.of(input.vmId());
        Optional<ObservedVm> vm =
                ours.flatMap(row -> Optional.ofNullable(row.xenUuid())).flatMap(pool::vm);
        if (vm.isEmpty()) {
            return new Readiness.Waiting(StepOutcome.notYet(HEARD_OF_WITHIN, "Waiting to hear of it"));
        }
        ObservedHost host = vm.get().host();
        String address = vm.get().address();
        // The inventory may still show it as it was before this operation.
        boolean outOfDate = context.learned(FORMER_DOMAIN)
                .filter(former -> former.equals(Long.toString(vm.get().domid())))
                .isPresent();
        if (vm.get().ready() && host != null && address != null && !outOfDate) {
            return probe(ours.flatMap(row -> Optional.ofNullable(row.probe())), host, address);
        }
        if (vm.get().powerState() == PowerState.HALTED
                && machines.existing(input).halted()) {
            throw ProblemException.of(
                    ProblemType.WRONG_POWER_STATE,
                    input.name() + " halted before its tools reported; see its console.");
        }
        String missing = vm.get().toolsRunning() ? "its address" : "its tools";
        return new Readiness.Waiting(StepOutcome.notYet(HEARD_OF_WITHIN, "Waiting for " + missing));
    }

    private Readiness probe(Optional<String> wanted, ObservedHost host, String address) {
        return wanted.flatMap(Probe::parse)
                .flatMap(probe -> probe.missing(address, creation.probeWithin()))
                .<Readiness>map(
                        missing -> new Readiness.Waiting(StepOutcome.notYet(HEARD_OF_WITHIN, "Waiting for " + missing)))
                .orElseGet(() -> new Readiness.Ready(host, address));
    }

    private StepOutcome afterLook(StepContext<? extends VmInput> context, Demand demand, TaskState state) {
        return switch (state) {
            case TaskState.Pending pending ->
                StepOutcome.notYet(Pace.of(context), "Starting on " + context.required(HOST));
            case TaskState.Failed failed
            when Refusals.isAboutTheHost(failed.code()) -> elsewhere(context, demand, failed);
            case TaskState.Failed failed
            when Refusals.passes(failed.code()) ->
                StepOutcome.notYet(Pace.of(context), "Waiting for the pool: " + failed.code());
            case TaskState.Failed failed ->
                throw Refusals.problem("Starting " + context.input().name(), failed.code(), failed.params());
            case TaskState.Succeeded succeeded -> StepOutcome.notYet(SOON, "Starting");
            case TaskState.Cancelled cancelled -> StepOutcome.notYet(SOON, "Starting again");
            case TaskState.Forgotten forgotten -> StepOutcome.notYet(SOON, "Starting again");
        };
    }

    /** Leaves out the host that could not take the VM and promises it memory on another. */
    private StepOutcome elsewhere(StepContext<? extends VmInput> context, Demand demand, TaskState.Failed failed) {
        Set<String> rejected = rejected(context);
        rejected.add(context.required(HOST_UUID));
        context.remember(REJECTED_HOSTS, String.join(",", rejected));
        String before = context.required(HOST);
        HostFacts host = promise(context, demand);
        context.remember(HOST_UUID, host.uuid());
        context.remember(HOST, host.name());
        return StepOutcome.notYet(
                SOON, "%s could not take it (%s); trying %s".formatted(before, failed.code(), host.name()));
    }

    private HostFacts promise(StepContext<? extends VmInput> context, Demand demand) {
        return hosting.promise(
                context.input().vmId(), context.input().pool(), Hosting.without(demand, rejected(context)));
    }

    /** The reference of the host now; a uuid outlives it. */
    HostRef host(StepContext<? extends VmInput> context) {
        String uuid = context.required(HOST_UUID);
        return inventory.pool(context.input().pool()).stream()
                .flatMap(pool -> pool.hosts().stream())
                .filter(host -> host.uuid().equals(uuid))
                .map(ObservedHost::ref)
                .findFirst()
                .orElseThrow(() -> Reachability.unreachable(
                        context.input().pool(), "it does not name host " + context.required(HOST)));
    }

    private static Set<String> rejected(StepContext<? extends VmInput> context) {
        Set<String> rejected = new LinkedHashSet<>();
        context.learned(REJECTED_HOSTS).ifPresent(list -> rejected.addAll(Arrays.asList(list.split(","))));
        return rejected;
    }
}
