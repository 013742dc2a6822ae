package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Consumer;
import org.vmc.contracts.vm.VmDiskAttached;
import org.vmc.contracts.vm.VmDiskDetached;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenDisk;

/**
 * Takes a disk from one VM and gives it to another.
 *
 * <ol>
 *   <li>unplug: from the guest if the first runs, which may refuse; undo: plugs it again
 *   <li>disconnect: from the first; undo: connects it to the slot it had
 *   <li>connect: to the first free slot of the other; undo: disconnects it
 *   <li>plug: when the other runs; undo: unplugs it
 * </ol>
 *
 * Ends with {@code vm.disk-detached} of the one and {@code vm.disk-attached} of the other.
 */
@ApplicationScoped
class MoveDisk implements OperationKind<DiskMove> {

    private final Connecting connecting;
    private final Outbox outbox;
    private final VmsConfig config;

    MoveDisk(Connecting connecting, Outbox outbox, VmsConfig config) {
        this.connecting = connecting;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "MoveDisk";
    }

    @Override
    public Class<DiskMove> inputType() {
        return DiskMove.class;
    }

    @Override
    public List<Step<DiskMove>> steps(DiskMove input) {
        String disk = input.diskUuid();
        return List.of(
                step("unplug", "Take it from the guest of " + input.name(), this::unplug)
                        .undoneBy(done(context -> connecting.plug(context.input(), disk))),
                step(
                                "disconnect",
                                "Take it from " + input.name(),
                                done(context -> connecting.disconnect(context.input(), disk)))
                        .undoneBy(done(context ->
                                connecting.connect(context.input(), disk, context.learned(DetachDisk.SLOT)))),
                step(
                                "connect",
                                "Connect it to " + input.toName(),
                                done(context -> connecting.connectNew(input.to(), disk)))
                        .undoneBy(done(context -> connecting.disconnect(input.to(), disk))),
                step(
                                "plug",
                                "Give it to the guest of " + input.toName() + " if it runs",
                                done(context -> connecting.plug(input.to(), disk)))
                        .undoneBy(done(context -> connecting.unplug(input.to(), disk))));
    }

    @Override
    public void ended(Ending<DiskMove> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        DiskMove input = ending.input();
        long sizeBytes = Long.parseLong(ending.learned().get(DetachDisk.SIZE));
        outbox.publish(
                new VmDiskDetached(input.vmId(), input.name(), input.disk(), input.diskUuid(), sizeBytes),
                ending.origin().correlationId(),
                ending.operationId());
        outbox.publish(
                new VmDiskAttached(input.toId(), input.toName(), input.disk(), input.diskUuid(), sizeBytes),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<DiskMove> step(String name, String description, Step.Action<DiskMove> action) {
        return Step.of(name, description, Refusals.decided("Moving a disk of", action))
                .within(config.poolWithin());
    }

    private StepOutcome unplug(StepContext<DiskMove> context) {
        DiskMove input = context.input();
        XenDisk disk = connecting.required(input, input.diskUuid());
        connecting.unplug(input, disk);
        return StepOutcome.done()
                .learned(DetachDisk.SLOT, disk.position())
                .learned(DetachDisk.SIZE, Long.toString(disk.sizeBytes()));
    }

    private static Step.Action<DiskMove> done(Consumer<StepContext<DiskMove>> work) {
        return context -> {
            work.accept(context);
            return StepOutcome.done();
        };
    }
}
