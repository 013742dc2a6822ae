package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmRestoreUndone;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenVm;

/**
 * Puts the disk a VM broke on back and destroys the one that took its place. The VM is halted then: whether it can
 * start is what was in doubt.
 *
 * <ol>
 *   <li>check: the VM still has the disk it got by the restore
 *   <li>ask-guest, cut-power: the VM halts, and stays so when this is taken back
 *   <li>take-out: the disk it got; undo: puts it in again
 *   <li>put-back: its former disk; undo: takes it out and marks it again
 *   <li>remove: destroys the disk it got, unless somebody has given that to a VM; from here on there is no way back
 * </ol>
 *
 * Ends with {@code vm.restore-undone}.
 */
@ApplicationScoped
class UndoRestore implements OperationKind<QuarantineAction> {

    /** How long the pool may take to do what it is told. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);

    private final Machines machines;
    private final Quarantining quarantining;
    private final Connecting connecting;
    private final Stopping stopping;
    private final Removing removing;
    private final PowerWatch power;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;

    UndoRestore(
            Machines machines,
            Quarantining quarantining,
            Connecting connecting,
            Stopping stopping,
            Removing removing,
            PowerWatch power,
            KeptDisks kept,
            Vms vms,
            Outbox outbox,
            VmsConfig config) {
        this.machines = machines;
        this.quarantining = quarantining;
        this.connecting = connecting;
        this.stopping = stopping;
        this.removing = removing;
        this.power = power;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "UndoRestore";
    }

    @Override
    public Class<QuarantineAction> inputType() {
        return QuarantineAction.class;
    }

    @Override
    public List<Step<QuarantineAction>> steps(QuarantineAction input) {
        String patience = config.cleanShutdownWithin().toSeconds() + " s";
        return List.of(
                step("check", "Look that both disks are there", this::check).weighing(0.2),
                step("ask-guest", "Ask the guest to shut down, for " + patience + " at most", stopping::ask)
                        .undoneBy(stopping::giveUpAsking)
                        .within(config.cleanShutdownWithin().plus(TO_ANSWER)),
                step("cut-power", "Cut its power unless it is off", this::cutPower),
                step("take-out", "Take out the disk it got from the template", this::takeOut)
                        .undoneBy(this::putInAgain),
                step("put-back", "Put its former disk back", this::putBack).undoneBy(this::quarantineAgain),
                step("remove", "Destroy the disk it got from the template", this::remove)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<QuarantineAction> ending) {
        QuarantineAction input = ending.input();
        if (ending.state() != OperationState.SUCCEEDED) {
            vms.change(input.vmId(), vm -> vm.cuttingPower = false);
            return;
        }
        kept.deleteById(input.diskId());
        outbox.publish(
                new VmRestoreUndone(input.vmId(), input.name(), input.diskUuid()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private Step<QuarantineAction> step(String name, String description, Step.Action<QuarantineAction> action) {
        return Step.of(name, description, Refusals.decided("Undoing the restore of", action))
                .within(config.poolWithin());
    }

    private StepOutcome check(StepContext<QuarantineAction> context) {
        QuarantineAction input = context.input();
        if (!vms.read(() -> kept.has(input.diskId()))) {
            throw VmRestores.nothing(input.name());
        }
        XenVm vm = machines.existing(input);
        Optional<XenDisk> system = RestoreVm.system(machines.pool(input).disks().of(vm.ref()));
        if (system.filter(disk -> !disk.uuid().equals(input.restoredUuid())).isPresent()) {
            throw ProblemException.conflict(
                    "%s does not boot from the disk any more that it was restored to, so nothing is put in its place; /vm restore release deletes what is in quarantine."
                            .formatted(input.name()));
        }
        connecting.unused(input, input.diskUuid());
        return StepOutcome.done();
    }

    private StepOutcome cutPower(StepContext<QuarantineAction> context) {
        return switch (removing.halt(context)) {
            case StepOutcome.Done done ->
                done.committing(() -> power.halted(context.input().vmId(), Sleepers.Sleeper.of(context)));
            case StepOutcome.NotYet notYet -> notYet;
        };
    }

    private StepOutcome takeOut(StepContext<QuarantineAction> context) {
        connecting.disconnect(context.input(), context.input().restoredUuid());
        return StepOutcome.done();
    }

    private StepOutcome putInAgain(StepContext<QuarantineAction> context) {
        QuarantineAction input = context.input();
        connecting.connect(input, input.restoredUuid(), Optional.of(input.slot()), true);
        return StepOutcome.done();
    }

    private StepOutcome putBack(StepContext<QuarantineAction> context) {
        QuarantineAction input = context.input();
        quarantining.leave(input, input.diskUuid(), input.slot(), input.formerName());
        return StepOutcome.done();
    }

    private StepOutcome quarantineAgain(StepContext<QuarantineAction> context) {
        QuarantineAction input = context.input();
        String owner = vms.read(() -> vms.existing(input.vmId())).owner;
        quarantining.enter(input, input.diskId(), input.diskUuid(), owner);
        return StepOutcome.done();
    }

    private StepOutcome remove(StepContext<QuarantineAction> context) {
        // It cannot be refused here, as that would take the former disk away again.
        connecting.destroyIfUnused(context.input(), context.input().restoredUuid());
        return StepOutcome.done();
    }
}
