package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Stops a VM.
 *
 * <ol>
 *   <li>ask-guest: asks the guest to shut down and waits for it, unless forced; undo: has the pool give that up, and
 *       says so when the guest was faster
 *   <li>cut-power: unless the guest has obeyed; from here on there is no way back, starting the VM is an operation of
 *       its own
 * </ol>
 */
@ApplicationScoped
class StopVm implements OperationKind<VmAction> {

    /** How long the pool may take to do what it is told. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);

    private final Stopping stopping;
    private final PowerWatch power;
    private final Vms vms;
    private final VmsConfig config;

    StopVm(Stopping stopping, PowerWatch power, Vms vms, VmsConfig config) {
        this.stopping = stopping;
        this.power = power;
        this.vms = vms;
        this.config = config;
    }

    @Override
    public String name() {
        return "StopVm";
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        if (input.force()) {
            return List.of(cutPower("Cut its power"));
        }
        String patience = config.cleanShutdownWithin().toSeconds() + " s";
        return List.of(
                Step.<VmAction>of(
                                "ask-guest",
                                "Ask the guest to shut down, for " + patience + " at most",
                                Refusals.decided("Stopping", stopping::ask))
                        .undoneBy(stopping::askNoMore)
                        .within(config.cleanShutdownWithin().plus(TO_ANSWER)),
                cutPower("Cut its power unless it is off"));
    }

    /** Power that is still on stays on when this did not succeed: its next shutdown will not have been ours. */
    @Override
    public void ended(Ending<VmAction> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            vms.change(ending.input().vmId(), vm -> vm.cuttingPower = false);
        }
    }

    private Step<VmAction> cutPower(String description) {
        return Step.<VmAction>of("cut-power", description, Refusals.decided("Stopping", this::cutPower))
                .within(TO_ANSWER)
                .pointOfNoReturn();
    }

    private StepOutcome cutPower(StepContext<VmAction> context) {
        return switch (stopping.cutPower(context)) {
            case StepOutcome.Done done ->
                done.committing(() -> power.halted(context.input().vmId(), Sleepers.Sleeper.of(context)));
            case StepOutcome.NotYet notYet -> notYet;
        };
    }
}
