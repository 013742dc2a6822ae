package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.vmc.operations.plan.StepContext;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenTasks;

/**
 * Tasks of a pool that a step has begun. The reference is remembered with the operation before anybody waits for the
 * task, so that a restart finds it again.
 */
@ApplicationScoped
class PoolTasks {

    private final Machines machines;

    PoolTasks(Machines machines) {
        this.machines = machines;
    }

    /** Begins a task and remembers it under {@code key}. */
    void begin(StepContext<? extends VmInput> context, String key, Supplier<TaskRef> beginning) {
        context.remember(key, beginning.get().value());
    }

    /**
     * How far the task remembered under {@code key} is; empty when none was begun, or an earlier one was settled. A
     * task that is over is removed from the pool and settled here.
     */
    Optional<TaskState> look(StepContext<? extends VmInput> context, String key) {
        Optional<TaskRef> task = remembered(context, key);
        if (task.isEmpty()) {
            return Optional.empty();
        }
        TaskState state = tasks(context).state(task.get());
        if (!(state instanceof TaskState.Pending)) {
            tasks(context).destroy(task.get());
            context.remember(key, "");
        }
        return Optional.of(state);
    }

    /** Asks the pool to give the task up, if it still runs. */
    void cancel(StepContext<? extends VmInput> context, String key) {
        remembered(context, key).ifPresent(task -> tasks(context).cancel(task));
    }

    private XenTasks tasks(StepContext<? extends VmInput> context) {
        return machines.pool(context.input()).tasks();
    }

    private static Optional<TaskRef> remembered(StepContext<? extends VmInput> context, String key) {
        return context.learned(key).filter(ref -> !ref.isEmpty()).map(TaskRef::new);
    }
}
