package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.vms.Changing.Change;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.XenVm;

/**
 * Migrates a running VM of a pool that was not made here, live: a host that is to be emptied has to lose it too.
 *
 * <ol>
 *   <li>migrate: to the host; undo: has the pool give that up, or migrates it back, unless its former host does not
 *       take it or somebody has moved it on
 * </ol>
 *
 * It has no row here, so nothing is promised to it and no fact tells of it.
 */
@ApplicationScoped
class MigrateStranger implements OperationKind<StrangerMigration> {

    private static final String TASK = "migrate-task";
    private static final String BACK_TASK = "back-task";
    private static final String NEEDS = "a running VM can be migrated";

    private final Changing changing;
    private final Machines machines;
    private final Inventory inventory;
    private final VmsConfig config;

    MigrateStranger(Changing changing, Machines machines, Inventory inventory, VmsConfig config) {
        this.changing = changing;
        this.machines = machines;
        this.inventory = inventory;
        this.config = config;
    }

    @Override
    public String name() {
        return "MigrateStranger";
    }

    @Override
    public Class<StrangerMigration> inputType() {
        return StrangerMigration.class;
    }

    @Override
    public List<Step<StrangerMigration>> steps(StrangerMigration input) {
        return List.of(Step.<StrangerMigration>of(
                        "migrate",
                        "Migrate it to " + input.toHostName() + ", live",
                        Refusals.decided("Migrating", this::migrate))
                .undoneBy(this::migrateBack)
                .within(config.migratedWithin()));
    }

    @Override
    public Optional<String> remains(Ending<StrangerMigration> ending) {
        return MigrateVm.remains(ending.learned());
    }

    private StepOutcome migrate(StepContext<StrangerMigration> context) {
        return changing.attempt(
                context,
                migration(TASK, host(context.input().pool(), context.input().toHostUuid())));
    }

    private static Change migration(String task, HostRef host) {
        return new Change(
                task, "Migrating", isOn(host), XenVm::running, NEEDS, (pool, vm) -> pool.migrate(vm.ref(), host));
    }

    private StepOutcome migrateBack(StepContext<StrangerMigration> context) {
        if (changing.giveUp(context, TASK) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        StrangerMigration input = context.input();
        HostRef from = host(input.pool(), input.fromHostUuid());
        HostRef to = host(input.pool(), input.toHostUuid());
        if (machines.find(input).filter(isOn(from).or(isOn(to))).isEmpty()) {
            return StepOutcome.done();
        }
        return changing.attempt(
                context,
                migration(BACK_TASK, from),
                code -> Refusals.isAboutTheHost(code)
                        ? Optional.of(StepOutcome.done().learned(MigrateVm.STAYS_ON, input.toHostName()))
                        : Optional.empty());
    }

    private HostRef host(String pool, String uuid) {
        return inventory.pool(pool).stream()
                .flatMap(snapshot -> snapshot.hosts().stream())
                .filter(host -> host.uuid().equals(uuid))
                .map(ObservedHost::ref)
                .findFirst()
                .orElseThrow(() -> Reachability.unreachable(pool, "it does not name the host"));
    }

    private static Predicate<XenVm> isOn(HostRef host) {
        return vm -> vm.running() && host.equals(vm.residentOn());
    }
}
