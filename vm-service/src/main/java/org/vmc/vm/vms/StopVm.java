package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Stops a VM.
 *
 * <ol>
 *   <li>shut-down: asks the guest, cuts the power later or, when forced, at once. Nothing to undo: a cancel leaves the
 *       VM as it is by then, and starting it is an operation of its own
 * </ol>
 */
@ApplicationScoped
class StopVm implements OperationKind<VmAction> {

    private static final Duration TO_CUT_THE_POWER = Duration.ofMinutes(2);

    private final Stopping stopping;
    private final PowerWatch power;
    private final VmsConfig config;

    StopVm(Stopping stopping, PowerWatch power, VmsConfig config) {
        this.stopping = stopping;
        this.power = power;
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
        String description = input.force()
                ? "Cut its power"
                : "Shut it down; cut its power after "
                        + config.cleanShutdownWithin().toSeconds() + " s";
        return List.of(Step.of("shut-down", description, Refusals.decided("Stopping", this::shutDown))
                .within(config.cleanShutdownWithin().plus(TO_CUT_THE_POWER)));
    }

    private StepOutcome shutDown(StepContext<VmAction> context) {
        StepOutcome outcome = stopping.shutDown(context);
        return outcome instanceof StepOutcome.Done done
                ? done.committing(() -> power.halted(context.input().vmId(), Sleepers.Sleeper.of(context)))
                : outcome;
    }
}
