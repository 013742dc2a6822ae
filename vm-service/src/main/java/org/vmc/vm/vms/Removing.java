package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final String DOOMED = "doomed";
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
                case TaskState.Pending pending ->
                    StepOutcome.notYet(Pace.of(context), "Waiting for the power to go off");
                case TaskState.Failed failed
                when !Refusals.passes(failed.code()) && !failed.code().equals("VM_BAD_POWER_STATE") ->
                    throw Refusals.problem("Cutting the power of " + input.name(), failed.code(), failed.params());
                case TaskState.Failed failed ->
                    StepOutcome.notYet(Pace.of(context), "Waiting for the pool: " + failed.code());
                case TaskState.Succeeded succeeded -> StepOutcome.notYet(SOON, "Waiting for the power to go off");
                case TaskState.Cancelled cancelled -> StepOutcome.notYet(SOON, "Cutting the power again");
                case TaskState.Forgotten forgotten -> StepOutcome.notYet(SOON, "Cutting the power again");
            };
        }
        vms.change(input.vmId(), row -> row.cuttingPower = true);
        tasks.begin(context, CUT_TASK, () -> machines.pool(input).vms().hardShutdown(vm.ref()));
        return StepOutcome.notYet(Pace.of(context), "Waiting for the power to go off");
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

    /** Notes the VM, its snapshots and their disks: once they are gone nothing else says which those were. */
    StepOutcome noteAll(StepContext<? extends VmInput> context) {
        XenVms pool = machines.pool(context.input()).vms();
        List<XenVm> all = machines.find(context.input()).stream()
                .flatMap(vm -> Stream.concat(pool.snapshots(vm.ref()).stream(), Stream.of(vm)))
                .toList();
        return note(context, all);
    }

    /** Notes these and their disks, to be destroyed in this order. */
    StepOutcome note(StepContext<? extends VmInput> context, List<XenVm> doomed) {
        XenVms pool = machines.pool(context.input()).vms();
        List<String> disks = doomed.stream()
                .flatMap(vm -> pool.ownDisks(vm.ref()).stream())
                .distinct()
                .toList();
        return StepOutcome.done()
                .learned(DISKS, String.join(",", disks))
                .learned(
                        DOOMED,
                        String.join(",", doomed.stream().map(XenVm::uuid).toList()));
    }

    /** Destroys the noted disks, then what had them; all of it halted. */
    StepOutcome destroy(StepContext<? extends VmInput> context) {
        XenVms pool = machines.pool(context.input()).vms();
        noted(context, DISKS).forEach(pool::destroyDisk);
        doomed(context).forEach(uuid -> pool.byUuid(uuid).ifPresent(present -> pool.destroy(present.ref())));
        return StepOutcome.done();
    }

    /** An operation that was accepted before snapshots were noted has noted disks alone. */
    private List<String> doomed(StepContext<? extends VmInput> context) {
        return context.learned(DOOMED).isPresent()
                ? noted(context, DOOMED)
                : machines.find(context.input()).map(XenVm::uuid).stream().toList();
    }

    private static List<String> noted(StepContext<? extends VmInput> context, String key) {
        return context.learned(key)
                .filter(list -> !list.isEmpty())
                .map(list -> Arrays.asList(list.split(",")))
                .orElse(List.of());
    }

    /** Destroys a halted VM and its disks at once; the disks first, because the VM is what says whose they are. */
    void removeHalted(VmInput input, XenVm vm) {
        XenVms pool = machines.pool(input).vms();
        pool.ownDisks(vm.ref()).forEach(pool::destroyDisk);
        pool.destroy(vm.ref());
    }
}
