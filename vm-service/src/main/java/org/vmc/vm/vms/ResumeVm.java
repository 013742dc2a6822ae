package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.vms.Changing.Change;
import org.vmc.vm.xen.XenVm;

/**
 * Resumes a suspended VM.
 *
 * <ol>
 *   <li>place: promises memory on a host; undo: takes the promise back
 *   <li>resume: on that host; undo: suspends it again
 *   <li>await-ready: tools and address; nothing to undo
 * </ol>
 */
@ApplicationScoped
class ResumeVm implements OperationKind<VmAction> {

    private static final String TASK = "resume-task";

    private final Starting starting;
    private final Changing changing;
    private final Machines machines;
    private final Hosting hosting;
    private final PowerWatch power;
    private final VmsConfig config;

    ResumeVm(
            Starting starting,
            Changing changing,
            Machines machines,
            Hosting hosting,
            PowerWatch power,
            VmsConfig config) {
        this.starting = starting;
        this.changing = changing;
        this.machines = machines;
        this.hosting = hosting;
        this.power = power;
        this.config = config;
    }

    @Override
    public String name() {
        return "ResumeVm";
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        return List.of(
                step("place", "Choose a host", context -> starting.place(context, hosting.demandOf(input.vmId())))
                        .undoneBy(starting::release)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("resume", "Resume it", this::resume)
                        .undoneBy(this::suspendAgain)
                        .within(config.poolWithin())
                        .weighing(3),
                step("await-ready", "Wait for its tools and its address", this::awaitReady)
                        .within(config.readyWithin())
                        .weighing(1));
    }

    @Override
    public void ended(Ending<VmAction> ending) {
        hosting.startEnded(ending.input().vmId());
    }

    private static Step<VmAction> step(String name, String description, Step.Action<VmAction> action) {
        return Step.of(name, description, Refusals.decided(description + ":", action));
    }

    private StepOutcome resume(StepContext<VmAction> context) {
        return changing.attempt(
                context,
                new Change(
                        TASK,
                        "Resuming on " + context.required(Starting.HOST),
                        XenVm::running,
                        Shift.is(PowerState.SUSPENDED),
                        "a suspended VM can be resumed",
                        (pool, vm) -> pool.resumeOn(vm.ref(), starting.host(context))));
    }

    private StepOutcome suspendAgain(StepContext<VmAction> context) {
        if (changing.giveUp(context, TASK) instanceof StepOutcome.NotYet notYet) {
            return notYet;
        }
        Optional<XenVm> vm = machines.find(context.input());
        return vm.filter(XenVm::running).isEmpty()
                ? StepOutcome.done()
                : changing.attempt(context, Shift.SUSPEND.again());
    }

    private StepOutcome awaitReady(StepContext<VmAction> context) {
        return starting.awaitReady(
                context, ready -> power.running(context.input().vmId(), ready, Sleepers.Sleeper.of(context)));
    }
}
