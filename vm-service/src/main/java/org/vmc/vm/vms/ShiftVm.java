package org.vmc.vm.vms;

import java.util.List;
import java.util.Optional;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.xen.XenVm;

/**
 * Pauses, unpauses or suspends a VM.
 *
 * <ol>
 *   <li>shift: has the pool do it; undo: has the pool give it up, or take it back when it is done
 * </ol>
 */
final class ShiftVm implements OperationKind<VmAction> {

    private final Shift shift;
    private final Changing changing;
    private final Machines machines;
    private final PowerWatch power;
    private final VmsConfig config;

    ShiftVm(Shift shift, Changing changing, Machines machines, PowerWatch power, VmsConfig config) {
        this.shift = shift;
        this.changing = changing;
        this.machines = machines;
        this.power = power;
        this.config = config;
    }

    @Override
    public String name() {
        return shift.kind();
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        return List.of(Step.<VmAction>of("shift", shift.doing() + " it", Refusals.decided(shift.doing(), this::shift))
                .undoneBy(this::takeBack)
                .within(config.poolWithin()));
    }

    private StepOutcome shift(StepContext<VmAction> context) {
        return switch (changing.attempt(context, shift.change())) {
            case StepOutcome.Done done ->
                done.committing(() -> power.shifted(context.input().vmId(), shift.to(), Sleepers.Sleeper.of(context)));
            case StepOutcome.NotYet notYet -> notYet;
        };
    }

    private StepOutcome takeBack(StepContext<VmAction> context) {
        if (changing.giveUp(context, shift.change().key()) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        Optional<XenVm> vm = machines.find(context.input());
        if (vm.filter(Shift.is(shift.to())).isEmpty()) {
            return StepOutcome.done();
        }
        return changing.attempt(context, shift.back());
    }
}
