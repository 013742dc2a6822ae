package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** Has a pool change a VM, one attempt at a time: looks whether it is done or how far it is, or else begins. */
@ApplicationScoped
class Changing {

    private final Machines machines;
    private final PoolTasks tasks;
    private final Sleepers sleepers;

    Changing(Machines machines, PoolTasks tasks, Sleepers sleepers) {
        this.machines = machines;
        this.tasks = tasks;
        this.sleepers = sleepers;
    }

    /**
     * A change of one VM.
     *
     * @param key under which the pool's task is remembered; unique within the operation
     * @param doing what is going on, for people
     * @param isThere whether the VM is already as it should be
     * @param isPossible whether the change can begin with the VM as it is
     * @param needs what the VM must be for that, such as “a running VM can be paused”
     * @param beginning tells the pool
     */
    record Change(
            String key,
            String doing,
            Predicate<XenVm> isThere,
            Predicate<XenVm> isPossible,
            String needs,
            BiFunction<XenVms, XenVm, TaskRef> beginning) {}

    /** One attempt; done once the VM is as it should be. */
    StepOutcome attempt(StepContext<? extends VmInput> context, Change change) {
        return attempt(context, change, code -> Optional.empty());
    }

    /**
     * As {@link #attempt(StepContext, Change)}, for a change that may end otherwise.
     *
     * @param otherwise what to answer when the pool refuses with this code; empty to treat it as any refusal
     */
    StepOutcome attempt(
            StepContext<? extends VmInput> context, Change change, Function<String, Optional<StepOutcome>> otherwise) {
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, change.key());
        if (task.orElse(null) instanceof TaskState.Pending) {
            return StepOutcome.notYet(Pace.of(context), change.doing());
        }
        XenVm vm = machines.existing(context.input());
        if (change.isThere().test(vm)) {
            return StepOutcome.done();
        }
        if (task.orElse(null) instanceof TaskState.Failed failed) {
            return otherwise.apply(failed.code()).orElseGet(() -> afterFailure(context, change, failed));
        }
        if (vm.busy()) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for another operation of the pool on it");
        }
        if (!change.isPossible().test(vm)) {
            throw wrongPowerState(context.input(), vm, change.needs());
        }
        XenVms pool = machines.pool(context.input()).vms();
        tasks.begin(context, change.key(), () -> change.beginning().apply(pool, vm));
        return StepOutcome.notYet(Pace.of(context), change.doing());
    }

    /** Has the pool give up the change of this key; done once nothing is under way any more. */
    StepOutcome giveUp(StepContext<? extends VmInput> context, String key) {
        sleepers.waiting(context);
        tasks.cancel(context, key);
        boolean pending = tasks.look(context, key)
                .filter(TaskState.Pending.class::isInstance)
                .isPresent();
        boolean busy = machines.find(context.input()).filter(XenVm::busy).isPresent();
        return pending || busy
                ? StepOutcome.notYet(Pace.of(context), "Waiting for the pool to give it up")
                : StepOutcome.done();
    }

    /** @param needs what the VM must be, to end the sentence “only …” */
    static ProblemException wrongPowerState(VmInput input, XenVm vm, String needs) {
        return ProblemException.of(
                ProblemType.WRONG_POWER_STATE, "%s is %s; only %s.".formatted(input.name(), vm.powerState(), needs));
    }

    private static StepOutcome afterFailure(
            StepContext<? extends VmInput> context, Change change, TaskState.Failed failed) {
        if (Refusals.passes(failed.code())) {
            return StepOutcome.notYet(Pace.of(context), "Waiting for the pool: " + failed.code());
        }
        throw Refusals.problem(change.doing() + " " + context.input().name(), failed.code(), failed.params());
    }
}
