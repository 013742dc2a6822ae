package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/** Cuts the power of VMs and destroys them with their disks. */
@ApplicationScoped
class Removing {

    private static final String CUT_TASK = "cut-task";
    private static final String DISKS = "disks";
    private static final Duration RECHECK = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(100);

    private final Machines machines;
    private final PoolTasks tasks;
    private final Vms vms;
    private final Sleepers sleepers;

    Removing(Machines machines, PoolTasks tasks, Vms vms, Sleepers sleepers) {
        this.machines = machines;
        this.tasks = tasks;
        this.vms = vms;
        this.sleepers = sleepers;
    }

    /** One attempt at cutting the power of a VM that is not halted: begins the shutdown, or looks how far it is. */
    StepOutcome cutPower(StepContext<? extends VmInput> context, XenVm vm) {
        VmInput input = context.input();
        sleepers.waiting(context);
        Optional<TaskState> task = tasks.look(context, CUT_TASK);
        if (task.isPresent()) {
            return switch (task.get()) {
                case TaskState.Pending pending -> StepOutcome.notYet(RECHECK, "Waiting for the power to go off");
                case TaskState.Failed failed
                when !Refusals.passes(failed.code()) && !failed.code().equals("VM_BAD_POWER_STATE") ->
                    throw Refusals.problem("Cutting the power of " + input.name(), failed.code(), failed.params());
                case TaskState.Failed failed -> StepOutcome.notYet(RECHECK, "Waiting for the pool: " + failed.code());
                case TaskState.Succeeded succeeded -> StepOutcome.notYet(SOON, "Waiting for the power to go off");
                case TaskState.Cancelled cancelled -> StepOutcome.notYet(SOON, "Cutting the power again");
                case TaskState.Forgotten forgotten -> StepOutcome.notYet(SOON, "Cutting the power again");
            };
        }
        vms.change(input.vmId(), row -> row.cuttingPower = true);
        tasks.begin(context, CUT_TASK, () -> machines.pool(input).vms().hardShutdown(vm.ref()));
        return StepOutcome.notYet(RECHECK, "Waiting for the power to go off");
    }

    /** Cuts the power unless the VM is halted or gone. */
    StepOutcome halt(StepContext<? extends VmInput> context) {
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.isEmpty() || vm.get().halted()) {
            return StepOutcome.done();
        }
        return cutPower(context, vm.get());
    }

    /** Whether this operation has begun to cut the power of its VM. */
    boolean hasCutPower(StepContext<? extends VmInput> context) {
        return context.learned(CUT_TASK).isPresent();
    }

    /** Notes the VM's disks: once the VM is gone nothing else says which they were. */
    StepOutcome noteDisks(StepContext<? extends VmInput> context) {
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.isEmpty()) {
            return StepOutcome.done();
        }
        var disks = machines.pool(context.input()).vms().ownDisks(vm.get().ref());
        return StepOutcome.done().learned(DISKS, String.join(",", disks));
    }

    /** Destroys the disks, then the halted VM. */
    StepOutcome destroy(StepContext<? extends VmInput> context) {
        XenVms pool = machines.pool(context.input()).vms();
        Optional<XenVm> vm = machines.find(context.input());
        Set<String> disks = new LinkedHashSet<>();
        context.learned(DISKS)
                .filter(list -> !list.isEmpty())
                .ifPresent(list -> disks.addAll(Arrays.asList(list.split(","))));
        disks.forEach(pool::destroyDisk);
        vm.ifPresent(present -> pool.destroy(present.ref()));
        return StepOutcome.done();
    }

    /** Destroys a halted VM and its disks at once; the disks first, because the VM is what says whose they are. */
    void removeHalted(VmInput input, XenVm vm) {
        XenVms pool = machines.pool(input).vms();
        pool.ownDisks(vm.ref()).forEach(pool::destroyDisk);
        pool.destroy(vm.ref());
    }
}
