package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.vmc.contracts.vm.VmRebooted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.vms.Changing.Change;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.XenVm;

/**
 * Reboots a VM. That it has rebooted shows in the number of its domain, which every boot changes.
 *
 * <ol>
 *   <li>note: the number of its domain; nothing to undo
 *   <li>ask-guest: asks the guest to boot again and waits for it, unless forced; undo: has the pool give that up
 *   <li>reset: unless the guest has obeyed; from here on there is no way back
 *   <li>await-ready: tools and address
 * </ol>
 *
 * Ends with {@code vm.rebooted}.
 */
@ApplicationScoped
class RebootVm implements OperationKind<VmAction> {

    private static final String CLEAN_TASK = "cleanTask";
    private static final String RESET_TASK = "resetTask";
    private static final String FORCED = "forced";
    private static final String NEEDS = "a running VM can be rebooted";
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);

    private final Changing changing;
    private final Machines machines;
    private final PoolTasks tasks;
    private final Sleepers sleepers;
    private final Starting starting;
    private final PowerWatch power;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    RebootVm(
            Changing changing,
            Machines machines,
            PoolTasks tasks,
            Sleepers sleepers,
            Starting starting,
            PowerWatch power,
            Outbox outbox,
            VmsConfig config) {
        this.changing = changing;
        this.machines = machines;
        this.tasks = tasks;
        this.sleepers = sleepers;
        this.starting = starting;
        this.power = power;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "RebootVm";
    }

    @Override
    public Class<VmAction> inputType() {
        return VmAction.class;
    }

    @Override
    public List<Step<VmAction>> steps(VmAction input) {
        List<Step<VmAction>> steps = new ArrayList<>();
        steps.add(step("note", "Look that it runs", this::note)
                .within(config.poolWithin())
                .weighing(0.2));
        if (!input.force()) {
            String patience = config.cleanShutdownWithin().toSeconds() + " s";
            steps.add(step("ask-guest", "Ask the guest to boot again, for " + patience + " at most", this::ask)
                    .undoneBy(context -> changing.giveUp(context, CLEAN_TASK))
                    .within(config.cleanShutdownWithin().plus(TO_ANSWER)));
        }
        steps.add(step("reset", input.force() ? "Reset it" : "Reset it unless it has booted again", this::reset)
                .within(TO_ANSWER)
                .pointOfNoReturn());
        steps.add(step("await-ready", "Wait for its tools and its address", this::awaitReady)
                .within(starting.readyWithin(input.checksDisks()))
                .weighing(4)
                .pointOfNoReturn());
        return List.copyOf(steps);
    }

    private static Step<VmAction> step(String name, String description, Step.Action<VmAction> action) {
        return Step.of(name, description, Refusals.decided("Rebooting", action));
    }

    private StepOutcome note(StepContext<VmAction> context) {
        XenVm vm = machines.existing(context.input());
        if (!vm.running()) {
            throw Changing.wrongPowerState(context.input(), vm, NEEDS);
        }
        return StepOutcome.done().learned(Starting.FORMER_DOMAIN, Long.toString(vm.domid()));
    }

    /** Done when the guest has obeyed, cannot be asked, or has not obeyed in time. */
    private StepOutcome ask(StepContext<VmAction> context) {
        sleepers.waiting(context);
        XenVm vm = machines.existing(context.input());
        Instant resetAt = context.begunAt().plus(config.cleanShutdownWithin());
        if (hasBooted(context).test(vm) || !clock.instant().isBefore(resetAt)) {
            return StepOutcome.done();
        }
        Optional<TaskState> task = tasks.look(context, CLEAN_TASK);
        if (task.isEmpty() && !vm.busy()) {
            tasks.begin(context, CLEAN_TASK, () -> machines.pool(context.input())
                    .vms()
                    .cleanReboot(vm.ref()));
        }
        if (task.orElse(null) instanceof TaskState.Failed failed && !Refusals.passes(failed.code())) {
            context.progress(1, "The guest cannot be asked (%s)".formatted(failed.code()));
            return StepOutcome.done();
        }
        return StepOutcome.notYet(
                Pace.of(context),
                "Waiting for the guest to boot again; it is reset at " + resetAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private StepOutcome reset(StepContext<VmAction> context) {
        tasks.cancel(context, CLEAN_TASK);
        return changing.attempt(
                context, new Change(RESET_TASK, "Resetting", hasBooted(context), XenVm::running, NEEDS, (pool, vm) -> {
                    context.remember(FORCED, "true");
                    return pool.hardReboot(vm.ref());
                }));
    }

    private StepOutcome awaitReady(StepContext<VmAction> context) {
        return starting.awaitReady(context, ready -> rebooted(context, ready));
    }

    private void rebooted(StepContext<VmAction> context, Readiness.Ready ready) {
        VmAction input = context.input();
        power.running(input.vmId(), ready, Sleepers.Sleeper.of(context));
        boolean forced = context.learned(FORCED).isPresent();
        outbox.publish(
                new VmRebooted(input.vmId(), input.name(), forced),
                context.origin().correlationId(),
                context.operationId());
    }

    private static Predicate<XenVm> hasBooted(StepContext<VmAction> context) {
        long former = Long.parseLong(context.required(Starting.FORMER_DOMAIN));
        return vm -> vm.running() && vm.domid() != former;
    }
}
