package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
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
 * Takes a disk from a VM and keeps it for its owner.
 *
 * <ol>
 *   <li>unplug: from the guest if it runs, which may refuse; refused too for a disk that is kept for somebody else;
 *       undo: plugs it again
 *   <li>disconnect: from the VM; undo: connects it to the slot it had
 * </ol>
 *
 * Ends with {@code vm.disk-detached} and the disk among those of its owner.
 */
@ApplicationScoped
class DetachDisk implements OperationKind<DiskAction> {

    static final String SLOT = "slot";
    static final String SIZE = "sizeBytes";

    private final Connecting connecting;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    DetachDisk(Connecting connecting, KeptDisks kept, Vms vms, Outbox outbox, VmsConfig config) {
        this.connecting = connecting;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "DetachDisk";
    }

    @Override
    public Class<DiskAction> inputType() {
        return DiskAction.class;
    }

    @Override
    public List<Step<DiskAction>> steps(DiskAction input) {
        String disk = input.diskUuid();
        return List.of(
                step("unplug", "Take it from the guest", this::unplug).undoneBy(context -> {
                    connecting.plug(context.input(), disk);
                    return StepOutcome.done();
                }),
                step("disconnect", "Take it from the VM", context -> {
                            connecting.disconnect(context.input(), disk);
                            return StepOutcome.done();
                        })
                        .undoneBy(context -> {
                            connecting.connect(context.input(), disk, context.learned(SLOT));
                            return StepOutcome.done();
                        }));
    }

    @Override
    public void ended(Ending<DiskAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        DiskAction input = ending.input();
        long sizeBytes = Long.parseLong(ending.learned().get(SIZE));
        vms.findByIdOptional(input.vmId()).ifPresent(vm -> {
            kept.keep(
                    KeptDisk.of(vm, ending.operationId(), input.diskUuid(), input.disk(), sizeBytes, clock.instant()));
            outbox.publish(
                    new VmDiskDetached(input.vmId(), input.name(), input.disk(), input.diskUuid(), sizeBytes),
                    ending.origin().correlationId(),
                    ending.operationId());
        });
    }

    private Step<DiskAction> step(String name, String description, Step.Action<DiskAction> action) {
        return Step.of(name, description, Refusals.decided("Detaching a disk of", action))
                .within(config.poolWithin());
    }

    private StepOutcome unplug(StepContext<DiskAction> context) {
        DiskAction input = context.input();
        vms.read(() -> vms.findByIdOptional(input.vmId())).ifPresent(vm -> kept.requireNotKept(vm, input.diskUuid()));
        XenDisk disk = connecting.required(input, input.diskUuid());
        connecting.unplug(input, disk);
        return StepOutcome.done().learned(SLOT, disk.position()).learned(SIZE, Long.toString(disk.sizeBytes()));
    }
}
