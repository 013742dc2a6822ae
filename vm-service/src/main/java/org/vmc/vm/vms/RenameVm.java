package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.contracts.vm.VmRenamed;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Gives a VM another name. Its guest takes the name as its hostname at its next first boot only.
 *
 * <ol>
 *   <li>rename: in the pool and here; undo: the name it had
 * </ol>
 *
 * Ends with {@code vm.renamed}.
 */
@ApplicationScoped
class RenameVm implements OperationKind<Renaming> {

    private final Machines machines;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    RenameVm(Machines machines, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "RenameVm";
    }

    @Override
    public Class<Renaming> inputType() {
        return Renaming.class;
    }

    @Override
    public List<Step<Renaming>> steps(Renaming input) {
        return List.of(
                Step.<Renaming>of("rename", "Name it " + input.newName(), Refusals.decided("Renaming", this::rename))
                        .undoneBy(this::renameBack)
                        .within(config.poolWithin()));
    }

    private StepOutcome rename(StepContext<Renaming> context) {
        Renaming input = context.input();
        boolean taken = vms.read(() -> vms.liveNamed(List.of(input.newName()))).stream()
                .anyMatch(other -> !other.id.equals(input.vmId()));
        if (taken) {
            throw ProblemException.nameTaken("vm", input.newName());
        }
        call(context, machines.existing(input), input.newName());
        return StepOutcome.done()
                .committing(() -> vms.change(input.vmId(), vm -> {
                    vm.name = input.newName();
                    outbox.publish(
                            new VmRenamed(vm.id, vm.name, input.name()),
                            context.origin().correlationId(),
                            context.operationId());
                }));
    }

    private StepOutcome renameBack(StepContext<Renaming> context) {
        Renaming input = context.input();
        machines.find(input).ifPresent(vm -> call(context, vm, input.name()));
        return StepOutcome.done().committing(() -> vms.change(input.vmId(), vm -> vm.name = input.name()));
    }

    private void call(StepContext<Renaming> context, XenVm vm, String name) {
        XenVms pool = machines.pool(context.input()).vms();
        Map<String, String> data = new HashMap<>(vm.xenstoreData());
        data.put(Cloning.HOSTNAME, name);
        pool.setXenstoreData(vm.ref(), data);
        pool.rename(vm.ref(), name);
    }
}
