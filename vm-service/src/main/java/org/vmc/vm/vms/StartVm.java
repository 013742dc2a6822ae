package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Starts a halted VM.
 *
 * <ol>
 *   <li>place: promises memory on a host; undo: takes the promise back
 *   <li>start: on that host; undo: cuts the power
 *   <li>await-ready: tools and address; nothing to undo
 * </ol>
 */
@ApplicationScoped
class StartVm implements OperationKind<VmAction> {

    static final String NAME = "StartVm";

    private final Starting starting;
    private final Hosting hosting;
    private final PowerWatch power;
    private final VmsConfig config;

    StartVm(Starting starting, Hosting hosting, PowerWatch power, VmsConfig config) {
        this.starting = starting;
        this.hosting = hosting;
        this.power = power;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        UUID vm = input.vmId();
        return List.of(
                step("place", "Choose a host", context -> starting.place(context, hosting.demandOf(vm)))
                        .undoneBy(starting::release)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("start", "Start it", context -> starting.start(context, hosting.demandOf(vm)))
                        .undoneBy(starting::halt)
                        .within(config.poolWithin())
                        .weighing(2),
                step("await-ready", "Wait for its tools and its address", this::awaitReady)
                        .within(starting.readyWithin(input.checksDisks()))
                        .weighing(4));
    }

    @Override
    public void ended(Ending<VmAction> ending) {
        hosting.startEnded(ending.input().vmId());
    }

    private static Step<VmAction> step(String name, String description, Step.Action<VmAction> action) {
        return Step.of(name, description, Refusals.decided(description + ":", action));
    }

    private StepOutcome awaitReady(StepContext<VmAction> context) {
        return starting.awaitReady(
                context, ready -> power.running(context.input().vmId(), ready, Sleepers.Sleeper.of(context)));
    }
}
