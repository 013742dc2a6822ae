package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmDiskAttached;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Gives a disk that was kept to a VM.
 *
 * <ol>
 *   <li>connect: to the VM's first free slot; undo: disconnects it
 *   <li>plug: when the VM runs; undo: unplugs it
 * </ol>
 *
 * Ends with {@code vm.disk-attached}.
 */
@ApplicationScoped
class ReattachDisk implements OperationKind<KeptDiskAction> {

    private final Connecting connecting;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    ReattachDisk(Connecting connecting, KeptDisks kept, Vms vms, Outbox outbox, VmsConfig config) {
        this.connecting = connecting;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ReattachDisk";
    }

    @Override
    public Class<KeptDiskAction> inputType() {
        return KeptDiskAction.class;
    }

    @Override
    public List<Step<KeptDiskAction>> steps(KeptDiskAction input) {
        String disk = input.diskUuid();
        return List.of(
                step("connect", "Connect it to the VM", this::connect).undoneBy(context -> {
                    if (isStillKept(context)) {
                        connecting.disconnect(context.input(), disk);
                    }
                    return StepOutcome.done();
                }),
                step("plug", "Give it to the guest if it runs", context -> {
                            connecting.plug(context.input(), disk);
                            return StepOutcome.done()
                                    .learned(
                                            DetachDisk.SIZE,
                                            Long.toString(connecting
                                                    .required(context.input(), disk)
                                                    .sizeBytes()));
                        })
                        .undoneBy(context -> {
                            connecting.unplug(context.input(), disk);
                            return StepOutcome.done();
                        }));
    }

    @Override
    public void ended(Ending<KeptDiskAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        KeptDiskAction input = ending.input();
        kept.deleteById(input.diskId());
        outbox.publish(
                new VmDiskAttached(
                        input.vmId(),
                        input.name(),
                        input.disk(),
                        input.diskUuid(),
                        Long.parseLong(ending.learned().get(DetachDisk.SIZE))),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<KeptDiskAction> step(String name, String description, Step.Action<KeptDiskAction> action) {
        return Step.of(name, description, Refusals.decided("Attaching a disk to", action))
                .within(config.poolWithin());
    }

    private StepOutcome connect(StepContext<KeptDiskAction> context) {
        KeptDiskAction input = context.input();
        if (!isStillKept(context)) {
            throw ProblemException.conflict(
                    "Disk %s is no longer free; /disk list shows those that are.".formatted(input.disk()));
        }
        connecting.connectNew(input, input.diskUuid());
        return StepOutcome.done();
    }

    /** One that an earlier operation gave away, perhaps to this very VM, is not ours to take back. */
    private boolean isStillKept(StepContext<KeptDiskAction> context) {
        return vms.read(() -> kept.has(context.input().diskId()));
    }
}
