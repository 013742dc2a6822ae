package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
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
 *   <li>migrate: to that host; undo: has the pool give that up, or migrates it back. One that its former host does not
 *       take back, as when that is being emptied, stays, and so does one that somebody has moved on
 * </ol>
 *
 * Ends with {@code vm.moved}, also when it stays although it was to go back.
 */
@ApplicationScoped
class MigrateVm implements OperationKind<Migration> {

    private static final String FROM_HOST = "fromHost";
    private static final String FROM_HOST_UUID = "fromHostUuid";
    private static final String TASK = "migrate-task";
    private static final String BACK_TASK = "back-task";
    /** Under this key the result names the host the VM stays on although its migration was taken back. */
    static final String STAYS_ON = "staysOn";

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

    @Override
    public Optional<String> remains(Ending<Migration> ending) {
        return remains(ending.learned());
    }

    static Optional<String> remains(Map<String, String> learned) {
        return Optional.ofNullable(learned.get(STAYS_ON))
                .map(host -> "The VM stays on %s: it had moved, and could not go back.".formatted(host));
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

    /** Takes the promise back; the VM is where it was, unless it stays where it went. */
    private StepOutcome stayThere(StepContext<Migration> context) {
        if (context.learned(STAYS_ON).isPresent()) {
            return starting.release(context);
        }
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
        Optional<ObservedHost> on = machines.find(context.input())
                .filter(XenVm::running)
                .flatMap(vm -> host(context.input(), host -> host.ref().equals(vm.residentOn())));
        if (on.isEmpty()) {
            return StepOutcome.done();
        }
        ObservedHost here = on.get();
        if (!here.ref().equals(from) && !here.uuid().equals(context.required(Starting.HOST_UUID))) {
            return staysOn(context, here);
        }
        return changing.attempt(
                context,
                new Change(
                        BACK_TASK,
                        "Migrating back to " + context.required(FROM_HOST),
                        isOn(from),
                        XenVm::running,
                        NEEDS,
                        (pool, there) -> pool.migrate(there.ref(), from)),
                code -> Refusals.isAboutTheHost(code) ? Optional.of(staysOn(context, here)) : Optional.empty());
    }

    private StepOutcome staysOn(StepContext<Migration> context, ObservedHost host) {
        return StepOutcome.done()
                .learned(STAYS_ON, host.name())
                .committing(() -> power.moved(
                        context.input().vmId(), context.required(FROM_HOST), host, Sleepers.Sleeper.of(context)));
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
