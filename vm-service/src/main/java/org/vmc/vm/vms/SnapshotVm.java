package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmSnapshotTaken;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Takes a snapshot of a VM's disks, and of its memory when asked for (a checkpoint).
 *
 * <ol>
 *   <li>snapshot: under the operation's name, by which it is found again; undo: destroys it and its disks
 *   <li>name: gives it its own name
 * </ol>
 *
 * Ends with {@code vm.snapshot-taken}.
 */
@ApplicationScoped
class SnapshotVm implements OperationKind<SnapshotOrder> {

    static final String NAME = "SnapshotVm";

    /** Result of the operation: the pool's uuid of the snapshot. */
    static final String SNAPSHOT_UUID = "snapshotUuid";

    private static final String TASK = "snapshot-task";

    private final Machines machines;
    private final PoolTasks tasks;
    private final Sleepers sleepers;
    private final Changing changing;
    private final Removing removing;
    private final Outbox outbox;
    private final VmsConfig config;

    SnapshotVm(
            Machines machines,
            PoolTasks tasks,
            Sleepers sleepers,
            Changing changing,
            Removing removing,
            Outbox outbox,
            VmsConfig config) {
        this.machines = machines;
        this.tasks = tasks;
        this.sleepers = sleepers;
        this.changing = changing;
        this.removing = removing;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<SnapshotOrder> inputType() {
        return SnapshotOrder.class;
    }

    @Override
    public List<Step<SnapshotOrder>> steps(SnapshotOrder input) {
        String what = input.withMemory() ? "Snapshot its disks and its memory" : "Snapshot its disks";
        return List.of(
                step("snapshot", what, this::snapshot)
                        .undoneBy(this::remove)
                        .within(config.poolWithin())
                        .weighing(4),
                step("name", "Name the snapshot " + input.snapshot(), this::giveName)
                        .within(config.poolWithin()));
    }

    private static Step<SnapshotOrder> step(String name, String description, Step.Action<SnapshotOrder> action) {
        return Step.of(name, description, Refusals.decided("Snapshotting", action));
    }

    private StepOutcome snapshot(StepContext<SnapshotOrder> context) {
        SnapshotOrder input = context.input();
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, TASK);
        if (task.orElse(null) instanceof TaskState.Pending) {
            return StepOutcome.notYet(Pace.of(context), "Taking the snapshot");
        }
        XenVm vm = machines.existing(input);
        Optional<XenVm> made = made(context, vm);
        if (made.isPresent()) {
            return StepOutcome.done().learned(SNAPSHOT_UUID, made.get().uuid());
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            throw Refusals.problem("Snapshotting " + input.name(), failed.code(), failed.params());
        }
        if (vm.busy()) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for another operation of the pool on it");
        }
        tasks.begin(context, TASK, () -> begin(context, vm));
        return StepOutcome.notYet(Pace.of(context), "Taking the snapshot");
    }

    private TaskRef begin(StepContext<SnapshotOrder> context, XenVm vm) {
        XenVms pool = machines.pool(context.input()).vms();
        String name = CreationMark.cloneName(context.operationId());
        return context.input().withMemory() ? pool.checkpoint(vm.ref(), name) : pool.snapshot(vm.ref(), name);
    }

    private StepOutcome giveName(StepContext<SnapshotOrder> context) {
        SnapshotOrder input = context.input();
        String uuid = context.required(SNAPSHOT_UUID);
        XenVms pool = machines.pool(input).vms();
        pool.byUuid(uuid).ifPresent(snapshot -> pool.rename(snapshot.ref(), input.snapshot()));
        return StepOutcome.done()
                .committing(() -> outbox.publish(
                        new VmSnapshotTaken(input.vmId(), input.name(), input.snapshot(), uuid, input.withMemory()),
                        context.origin().correlationId(),
                        context.operationId()));
    }

    private StepOutcome remove(StepContext<SnapshotOrder> context) {
        if (changing.giveUp(context, TASK) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        machines.find(context.input())
                .flatMap(vm -> made(context, vm))
                .ifPresent(snapshot -> removing.removeHalted(context.input(), snapshot));
        return StepOutcome.done();
    }

    private Optional<XenVm> made(StepContext<SnapshotOrder> context, XenVm vm) {
        String ownName = CreationMark.cloneName(context.operationId());
        Optional<String> known = context.learned(SNAPSHOT_UUID);
        return machines.pool(context.input()).vms().snapshots(vm.ref()).stream()
                .filter(snapshot -> snapshot.name().equals(ownName)
                        || known.filter(snapshot.uuid()::equals).isPresent())
                .findFirst();
    }
}
