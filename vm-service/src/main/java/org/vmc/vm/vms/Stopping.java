package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.vmc.operations.plan.NotUndoable;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;

/** Shuts a VM down: asks the guest first, and cuts the power when it has not obeyed by a time the user is told. */
@ApplicationScoped
class Stopping {

    private static final String CLEAN_TASK = "cleanTask";

    private final Machines machines;
    private final PoolTasks tasks;
    private final Removing removing;
    private final Sleepers sleepers;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    Stopping(Machines machines, PoolTasks tasks, Removing removing, Sleepers sleepers, VmsConfig config) {
        this.machines = machines;
        this.tasks = tasks;
        this.removing = removing;
        this.sleepers = sleepers;
        this.config = config;
    }

    /**
     * One attempt at having the guest shut itself down: asks it, or looks how far it is. Done when it has obeyed,
     * cannot be asked, or has not obeyed in time.
     */
    StepOutcome ask(StepContext<? extends VmInput> context) {
        XenVm vm = machines.existing(context.input());
        Instant cutAt = context.begunAt().plus(config.cleanShutdownWithin());
        if (!vm.running() || !clock.instant().isBefore(cutAt)) {
            return StepOutcome.done();
        }
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, CLEAN_TASK);
        if (task.isEmpty() && !vm.busy()) {
            tasks.begin(context, CLEAN_TASK, () -> machines.pool(context.input())
                    .vms()
                    .cleanShutdown(vm.ref()));
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            // A guest without tools cannot be asked; waiting for it would only take longer.
            context.progress(1, "The guest cannot be asked (%s)".formatted(failed.code()));
            return StepOutcome.done();
        }
        return StepOutcome.notYet(
                Pace.of(context),
                "Waiting for the guest to shut down; its power is cut at " + cutAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** One attempt at cutting its power, unless the guest has obeyed. */
    StepOutcome cutPower(StepContext<? extends VmInput> context) {
        XenVm vm = machines.existing(context.input());
        return vm.halted() ? StepOutcome.done() : removing.cutPower(context, vm);
    }

    /**
     * Has the pool give up asking the guest. Once the power has been cut there is nothing to take back any more.
     *
     * @throws NotUndoable when the guest was faster: what it has shut down only its owner can start again
     */
    StepOutcome askNoMore(StepContext<? extends VmInput> context) {
        if (removing.hasCutPower(context)) {
            return StepOutcome.done();
        }
        if (giveUpAsking(context) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.filter(XenVm::halted).isPresent()) {
            throw new NotUndoable("%s shut down before that could be taken back; it can be started."
                    .formatted(context.input().name()));
        }
        return StepOutcome.done();
    }

    /** Has the pool give up asking the guest, which may have obeyed. */
    StepOutcome giveUpAsking(StepContext<? extends VmInput> context) {
        sleepers.waiting(context);
        tasks.cancel(context, CLEAN_TASK);
        boolean pending = tasks.look(context, CLEAN_TASK)
                .filter(TaskState.Pending.class::isInstance)
                .isPresent();
        return pending || machines.find(context.input()).filter(XenVm::busy).isPresent()
                ? StepOutcome.notYet(Pace.of(context), "Waiting for the pool to give the shutdown up")
                : StepOutcome.done();
    }
}
