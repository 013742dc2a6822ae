package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.vms.Changing.Change;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.XenVm;

/**
 * Migrates a running VM to another host of its pool, live.
 *
 * <ol>
 *   <li>place: promises memory on another host; undo: takes the promise back
 *   <li>migrate: to that host; undo: has the pool give that up, or migrates it back
 * </ol>
 *
 * Ends with {@code vm.moved}.
 */
@ApplicationScoped
class MigrateVm implements OperationKind<Migration> {

    private static final String FROM_HOST = "fromHost";
    private static final String FROM_HOST_UUID = "fromHostUuid";
    private static final String TASK = "migrate-task";
    private static final String BACK_TASK = "back-task";
    private static final String NEEDS = "a running VM can be migrated";

    private final Starting starting;
    private final Changing changing;
    private final Machines machines;
    private final Hosting hosting;
    private final Inventory inventory;
    private final PowerWatch power;
    private final Vms vms;
    private final VmsConfig config;

    MigrateVm(
            Starting starting,
            Changing changing,
            Machines machines,
            Hosting hosting,
            Inventory inventory,
            PowerWatch power,
            Vms vms,
            VmsConfig config) {
        this.starting = starting;
        this.changing = changing;
        this.machines = machines;
        this.hosting = hosting;
        this.inventory = inventory;
        this.power = power;
        this.vms = vms;
        this.config = config;
    }

    @Override
    public String name() {
        return "MigrateVm";
    }

    @Override
    public Class<Migration> inputType() {
        return Migration.class;
    }

    @Override
    public List<Step<Migration>> steps(Migration input) {
        return List.of(
                step("place", "Choose another host", this::place)
                        .undoneBy(this::stayThere)
                        .within(config.poolWithin())
                        .weighing(0.1),
                step("migrate", "Migrate it, live", this::migrate)
                        .undoneBy(this::migrateBack)
                        .within(config.migratedWithin()));
    }

    @Override
    public void ended(Ending<Migration> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            hosting.release(ending.input().vmId());
        }
    }

    private static Step<Migration> step(String name, String description, Step.Action<Migration> action) {
        return Step.of(name, description, Refusals.decided("Migrating", action));
    }

    private StepOutcome place(StepContext<Migration> context) {
        Migration input = context.input();
        XenVm vm = machines.existing(input);
        HostRef residence = vm.residentOn();
        if (!vm.running() || residence == null) {
            throw Changing.wrongPowerState(input, vm, NEEDS);
        }
        ObservedHost from = host(input, host -> host.ref().equals(residence))
                .orElseThrow(() -> Reachability.unreachable(input.pool(), "it does not name the host of the VM"));
        // Before the promise, which overwrites where it was.
        context.remember(FROM_HOST, from.name());
        context.remember(FROM_HOST_UUID, from.uuid());
        Demand demand =
                hosting.demandOf(input.vmId()).avoiding(Set.of(from.uuid())).only(input.onlyHost());
        return starting.place(context, demand);
    }

    /** Takes the promise back; the VM is where it was. */
    private StepOutcome stayThere(StepContext<Migration> context) {
        Optional<String> from = context.learned(FROM_HOST);
        Optional<String> fromUuid = context.learned(FROM_HOST_UUID);
        return StepOutcome.done()
                .committing(() -> vms.change(context.input().vmId(), vm -> {
                    vm.reservesMemory = false;
                    from.ifPresent(host -> vm.hostName = host);
                    fromUuid.ifPresent(uuid -> vm.hostUuid = uuid);
                }));
    }

    private StepOutcome migrate(StepContext<Migration> context) {
        HostRef target = starting.host(context);
        Change change = new Change(
                TASK,
                "Migrating to " + context.required(Starting.HOST),
                isOn(target),
                XenVm::running,
                NEEDS,
                (pool, vm) -> pool.migrate(vm.ref(), target));
        return switch (changing.attempt(context, change)) {
            case StepOutcome.Done done -> done.committing(() -> moved(context, target));
            case StepOutcome.NotYet notYet -> notYet;
        };
    }

    private void moved(StepContext<Migration> context, HostRef target) {
        ObservedHost to = host(context.input(), host -> host.ref().equals(target))
                .orElseThrow(() -> ProblemException.conflict("The host it went to is gone."));
        power.moved(context.input().vmId(), context.required(FROM_HOST), to, Sleepers.Sleeper.of(context));
    }

    private StepOutcome migrateBack(StepContext<Migration> context) {
        if (changing.giveUp(context, TASK) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        String uuid = context.required(FROM_HOST_UUID);
        HostRef from = host(context.input(), host -> host.uuid().equals(uuid))
                .map(ObservedHost::ref)
                .orElseThrow(
                        () -> ProblemException.conflict("Host " + context.required(FROM_HOST) + " has left the pool."));
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.filter(XenVm::running).isEmpty()) {
            return StepOutcome.done();
        }
        return changing.attempt(
                context,
                new Change(
                        BACK_TASK,
                        "Migrating back to " + context.required(FROM_HOST),
                        isOn(from),
                        XenVm::running,
                        NEEDS,
                        (pool, there) -> pool.migrate(there.ref(), from)));
    }

    private static Predicate<XenVm> isOn(HostRef host) {
        return vm -> vm.running() && host.equals(vm.residentOn());
    }

    private Optional<ObservedHost> host(Migration input, Predicate<ObservedHost> which) {
        return inventory.pool(input.pool()).stream()
                .flatMap(pool -> pool.hosts().stream())
                .filter(which)
                .findFirst();
    }
}
