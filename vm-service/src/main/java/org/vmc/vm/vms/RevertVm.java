package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.contracts.vm.VmReverted;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Puts a VM back to one of its snapshots. What it has done since is lost, so there is no way back from the second step
 * on. The VM is halted then, or suspended when the snapshot has its memory.
 *
 * <ol>
 *   <li>check: VM and snapshot are there; the last moment to cancel
 *   <li>revert: has the pool do it
 *   <li>settle: name and marks as they were before, size as it is now, and disks that were added since destroyed
 * </ol>
 *
 * Ends with {@code vm.reverted}.
 */
@ApplicationScoped
class RevertVm implements OperationKind<SnapshotAction> {

    private static final String TASK = "revert-task";
    private static final String DISKS = "formerDisks";
    private static final long MIB = 1024L * 1024;

    private final Machines machines;
    private final PoolTasks tasks;
    private final Sleepers sleepers;
    private final PowerWatch power;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    RevertVm(
            Machines machines,
            PoolTasks tasks,
            Sleepers sleepers,
            PowerWatch power,
            Vms vms,
            Outbox outbox,
            VmsConfig config) {
        this.machines = machines;
        this.tasks = tasks;
        this.sleepers = sleepers;
        this.power = power;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "RevertVm";
    }

    @Override
    public Class<SnapshotAction> inputType() {
        return SnapshotAction.class;
    }

    @Override
    public List<Step<SnapshotAction>> steps(SnapshotAction input) {
        return List.of(
                step("check", "Look for snapshot " + input.snapshot(), this::check)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("revert", "Put its disks back", this::revert)
                        .within(config.poolWithin())
                        .weighing(3)
                        .pointOfNoReturn(),
                step("settle", "Restore its name and marks", this::settle)
                        .within(config.poolWithin())
                        .weighing(0.5)
                        .pointOfNoReturn());
    }

    private static Step<SnapshotAction> step(String name, String description, Step.Action<SnapshotAction> action) {
        return Step.of(name, description, Refusals.decided("Reverting", action));
    }

    private StepOutcome check(StepContext<SnapshotAction> context) {
        XenVm vm = machines.existing(context.input());
        snapshot(context);
        Vm row = vms.read(() -> vms.existing(context.input().vmId()));
        if (row.startAccepted) {
            throw ProblemException.conflict("%s is about to be started; revert it after that.".formatted(row.name));
        }
        List<String> disks = machines.pool(context.input()).vms().ownDisks(vm.ref());
        return StepOutcome.done().learned(DISKS, String.join(",", disks));
    }

    /** Reverting twice is reverting once: nobody else changes the VM while this operation has it. */
    private StepOutcome revert(StepContext<SnapshotAction> context) {
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, TASK);
        return switch (task.orElse(null)) {
            case TaskState.Succeeded succeeded -> StepOutcome.done();
            case TaskState.Pending pending -> StepOutcome.notYet(Pace.of(context), "Reverting");
            case TaskState.Failed failed
            when !Refusals.passes(failed.code()) ->
                throw Refusals.problem("Reverting " + context.input().name(), failed.code(), failed.params());
            case null, default -> {
                XenVm snapshot = snapshot(context);
                XenVms pool = machines.pool(context.input()).vms();
                if (!machines.existing(context.input()).busy()) {
                    tasks.begin(context, TASK, () -> pool.revert(snapshot.ref()));
                }
                yield StepOutcome.notYet(Pace.of(context), "Reverting");
            }
        };
    }

    /**
     * A snapshot has the name, the marks and the size the VM had when it was taken, and knows nothing of disks that
     * were added since: nobody would ever find those again.
     */
    private StepOutcome settle(StepContext<SnapshotAction> context) {
        SnapshotAction input = context.input();
        XenVm vm = machines.existing(input);
        Vm row = vms.read(() -> vms.existing(input.vmId()));
        XenVms pool = machines.pool(input).vms();
        Map<String, String> notes = new HashMap<>(vm.otherConfig());
        notes.put(CreationMark.VM, row.id.toString());
        notes.put(CreationMark.OWNER, row.owner);
        pool.setOtherConfig(vm.ref(), notes);
        Map<String, String> firstBoot = new HashMap<>(vm.xenstoreData());
        firstBoot.put(Cloning.HOSTNAME, row.name);
        pool.setXenstoreData(vm.ref(), firstBoot);
        if (!vm.name().equals(row.name)) {
            pool.rename(vm.ref(), row.name);
        }
        context.learned(DISKS).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .filter(disk -> !disk.isEmpty() && machines.pool(input).disks().isUnused(disk))
                .forEach(pool::destroyDisk);
        return StepOutcome.done().committing(() -> settled(context, vm));
    }

    private void settled(StepContext<SnapshotAction> context, XenVm vm) {
        SnapshotAction input = context.input();
        vms.change(input.vmId(), row -> {
            row.vcpus = vm.vcpus();
            row.memoryMib = Math.toIntExact(vm.memoryStaticMaxBytes() / MIB);
        });
        power.shifted(input.vmId(), PowerState.of(vm.powerState()), Sleepers.Sleeper.of(context));
        outbox.publish(
                new VmReverted(input.vmId(), input.name(), input.snapshot(), input.snapshotUuid()),
                context.origin().correlationId(),
                context.operationId());
    }

    private XenVm snapshot(StepContext<SnapshotAction> context) {
        SnapshotAction input = context.input();
        return machines.pool(input)
                .vms()
                .byUuid(input.snapshotUuid())
                .orElseThrow(() -> ProblemException.conflict(
                        "%s no longer has the snapshot %s; /vm snapshot list shows what there is."
                                .formatted(input.name(), input.snapshot())));
    }
}
