package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;

/** Shuts a VM down: asks the guest first, and cuts the power when it has not obeyed by a time the user is told. */
@ApplicationScoped
class Stopping {

    private static final String CLEAN_TASK = "cleanTask";
    private static final String CUT_NOW = "cutNow";
    private static final Duration RECHECK = Duration.ofSeconds(1);

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

    /** One attempt at shutting down: begins, looks how far it is, or loses patience. */
    StepOutcome shutDown(StepContext<VmAction> context) {
        XenVm vm = machines.existing(context.input());
        if (vm.halted()) {
            return StepOutcome.done();
        }
        Instant cutAt = context.begunAt().plus(config.cleanShutdownWithin());
        boolean patient = vm.running()
                && !context.input().force()
                && context.learned(CUT_NOW).isEmpty()
                && clock.instant().isBefore(cutAt);
        return patient ? ask(context, vm, cutAt) : removing.cutPower(context, vm);
    }

    private StepOutcome ask(StepContext<VmAction> context, XenVm vm, Instant cutAt) {
        sleepers.waiting(context);
        String waiting =
                "Waiting for the guest to shut down; its power is cut at " + cutAt.truncatedTo(ChronoUnit.SECONDS);
        Optional<TaskState> task = tasks.look(context, CLEAN_TASK);
        if (task.isEmpty() && !vm.busy()) {
            tasks.begin(context, CLEAN_TASK, () -> machines.pool(context.input())
                    .vms()
                    .cleanShutdown(vm.ref()));
            return StepOutcome.notYet(RECHECK, waiting);
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            // A guest without tools cannot be asked; waiting for it would only take longer.
            context.remember(CUT_NOW, failed.code());
            return StepOutcome.notYet(
                    Duration.ZERO, "The guest cannot be asked (%s); cutting its power".formatted(failed.code()));
        }
        return StepOutcome.notYet(RECHECK, waiting);
    }
}
