package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.vmc.contracts.vm.VmCopied;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenVm;

/**
 * Copies a halted VM with all that is on its disks. Its row is there from the moment this is accepted, so that nobody
 * else can have its name.
 *
 * <ol>
 *   <li>copy: under the operation's name, by which it is found again; undo: destroys it and its disks
 *   <li>mark: writes our marks, its hostname and last its name into the pool; goes with the copy
 * </ol>
 *
 * Ends with {@code vm.copied}, or with {@code vm.create-failed} and the name free again.
 */
@ApplicationScoped
class CopyVm implements OperationKind<CopyOrder> {

    private final Machines machines;
    private final Copying copying;
    private final Cloning cloning;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    CopyVm(Machines machines, Copying copying, Cloning cloning, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.copying = copying;
        this.cloning = cloning;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "CopyVm";
    }

    @Override
    public Class<CopyOrder> inputType() {
        return CopyOrder.class;
    }

    @Override
    public List<Step<CopyOrder>> steps(CopyOrder input) {
        String where = input.storage() == null ? "where they are" : "to " + input.storage();
        return List.of(
                step("copy", "Copy the disks of " + input.source() + " " + where, this::copy)
                        .undoneBy(copying::remove)
                        .within(config.copiedWithin())
                        .weighing(10),
                step("mark", "Name it " + input.name() + " and mark it as belonging to " + input.owner(), this::mark)
                        .within(config.poolWithin()));
    }

    @Override
    public void ended(Ending<CopyOrder> ending) {
        CopyOrder input = ending.input();
        if (ending.state() == OperationState.SUCCEEDED) {
            vms.change(input.vmId(), vm -> copied(vm, ending));
            return;
        }
        boolean leftBehind = ending.state() == OperationState.UNDO_FAILED;
        vms.change(input.vmId(), vm -> {
            // What could not be taken back keeps its row, so that its owner can delete it.
            if (!leftBehind) {
                vm.delete(clock.instant());
            }
        });
        Failure failure = ending.failure();
        String reason = failure == null ? "It was cancelled." : failure.detail();
        outbox.publish(
                new VmCreateFailed(input.vmId(), input.name(), reason),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private void copied(Vm vm, Ending<CopyOrder> ending) {
        CopyOrder input = ending.input();
        vm.powerState = PowerState.HALTED;
        vm.readyAt = clock.instant();
        vm.observedAt = clock.instant();
        outbox.publish(
                new VmCopied(
                        vm.id,
                        vm.name,
                        input.sourceId(),
                        input.source(),
                        input.storage(),
                        vm.owner,
                        vm.team.isEmpty() ? null : vm.team,
                        vm.vcpus,
                        vm.memoryMib),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static Step<CopyOrder> step(String name, String description, Step.Action<CopyOrder> action) {
        return Step.of(name, description, Refusals.decided("Copying", action));
    }

    private StepOutcome copy(StepContext<CopyOrder> context) {
        CopyOrder input = context.input();
        return copying.attempt(context, input.source(), () -> source(input), input.storageUuid());
    }

    private VmRef source(CopyOrder input) {
        XenVm source = copying.source(input, input.source(), input.sourceUuid(), "copied");
        return source.ref();
    }

    private StepOutcome mark(StepContext<CopyOrder> context) {
        CopyOrder input = context.input();
        cloning.adopt(context, machines.existing(input), input.owner());
        return StepOutcome.done();
    }
}
