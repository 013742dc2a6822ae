package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.vmc.contracts.vm.VmImported;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenVm;

/**
 * Makes a VM whose archive was uploaded one of ours. It is in the pool, under the name of the upload, when this is
 * accepted; its row is there from that moment, so that nobody else can have its name.
 *
 * <ol>
 *   <li>mark: writes our marks, its hostname and last its name into the pool; undo: destroys it and its disks, unless
 *       somebody has claimed it
 * </ol>
 *
 * Ends with {@code vm.imported}, or with nothing left of the upload.
 */
@ApplicationScoped
class ImportVm implements OperationKind<ImportOrder> {

    private final Machines machines;
    private final Cloning cloning;
    private final Removing removing;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    ImportVm(Machines machines, Cloning cloning, Removing removing, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.cloning = cloning;
        this.removing = removing;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ImportVm";
    }

    @Override
    public Class<ImportOrder> inputType() {
        return ImportOrder.class;
    }

    @Override
    public List<Step<ImportOrder>> steps(ImportOrder input) {
        return List.of(Step.<ImportOrder>of(
                        "mark", "Mark it as belonging to " + input.owner(), Refusals.decided("Importing", this::mark))
                .undoneBy(this::remove)
                .within(config.poolWithin()));
    }

    @Override
    public void ended(Ending<ImportOrder> ending) {
        ImportOrder input = ending.input();
        if (ending.state() != OperationState.SUCCEEDED) {
            vms.change(input.vmId(), vm -> vm.delete(clock.instant()));
            return;
        }
        vms.change(input.vmId(), vm -> {
            vm.powerState = PowerState.HALTED;
            vm.readyAt = clock.instant();
            vm.observedAt = clock.instant();
            outbox.publish(
                    new VmImported(
                            vm.id, vm.name, vm.owner, vm.team.isEmpty() ? null : vm.team, vm.vcpus, vm.memoryMib),
                    ending.origin().correlationId(),
                    ending.operationId());
        });
    }

    private StepOutcome mark(StepContext<ImportOrder> context) {
        ImportOrder input = context.input();
        XenVm vm = machines.pool(input)
                .vms()
                .byUuid(input.xenUuid())
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the VM that was uploaded.".formatted(input.pool())));
        vms.requireUnclaimed(input.vmId(), input.pool(), input.xenUuid());
        cloning.adopt(context, vm, input.owner());
        return StepOutcome.done().committing(() -> vms.change(input.vmId(), row -> row.xenUuid = input.xenUuid()));
    }

    private StepOutcome remove(StepContext<ImportOrder> context) {
        ImportOrder input = context.input();
        if (vms.another(input.vmId(), input.pool(), input.xenUuid()).isPresent()) {
            return StepOutcome.done();
        }
        machines.pool(input).vms().byUuid(input.xenUuid()).ifPresent(vm -> removing.removeHalted(input, vm));
        return StepOutcome.done();
    }
}
