package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.vm.VmCreateFailed;
import org.vmc.contracts.vm.VmReady;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenVm;

/**
 * Makes a VM.
 *
 * <ol>
 *   <li>await-approval, for a request that needs one; nothing to undo
 *   <li>place: takes a VM made ahead that is like it, or promises memory on a host; undo: gives it back
 *   <li>clone: makes what was taken its own, or clones or copies the template under the operation's name; undo:
 *       destroys it and its disks
 *   <li>configure: marks, first-boot data, memory, VCPUs, name; goes with the clone
 *   <li>provision: disks; go with the clone
 *   <li>first-boot: a NoCloud drive, if something is to be told that way; undo: destroys it
 *   <li>start: on the host; undo: cuts the power
 *   <li>await-ready: tools, address and what else must answer; nothing to undo
 * </ol>
 *
 * One whose guest is installed from a medium gets an empty disk (undo: destroys it) and the medium in its CD drive
 * before it starts, and is handed over when it runs: what follows happens at its console.
 *
 * <p>What was made ahead runs already, so that the last steps find nothing to do. It ends with {@code vm.ready} or
 * {@code vm.installing}, or with {@code vm.create-failed} and the name free again.
 */
@ApplicationScoped
class CreateVm implements OperationKind<VmPlan> {

    static final String NAME = "CreateVm";

    private final Starting starting;
    private final Cloning cloning;
    private final WarmVms warm;
    private final Machines machines;
    private final Hosting hosting;
    private final Approving approving;
    private final FirstBootDrives drives;
    private final Installing installing;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    CreateVm(
            Starting starting,
            Cloning cloning,
            Approving approving,
            WarmVms warm,
            Machines machines,
            Hosting hosting,
            FirstBootDrives drives,
            Installing installing,
            Vms vms,
            Outbox outbox,
            VmsConfig config) {
        this.starting = starting;
        this.cloning = cloning;
        this.approving = approving;
        this.warm = warm;
        this.machines = machines;
        this.hosting = hosting;
        this.drives = drives;
        this.installing = installing;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<VmPlan> inputType() {
        return VmPlan.class;
    }

    @Override
    public List<Step<VmPlan>> steps(VmPlan plan) {
        List<Step<VmPlan>> steps = new ArrayList<>();
        approving.step(plan).ifPresent(steps::add);
        steps.addAll(making(plan));
        firstBoot(plan).ifPresent(steps::add);
        Install install = plan.howMade().install();
        if (install == null) {
            steps.add(start());
            steps.add(awaitingReady(plan));
        } else {
            steps.addAll(installing(install));
        }
        return List.copyOf(steps);
    }

    private List<Step<VmPlan>> making(VmPlan plan) {
        String made = plan.howMade().fullCopy() ? "Copy" : "Clone";
        return List.of(
                step("place", "Choose a host", this::place)
                        .undoneBy(this::release)
                        .within(config.poolWithin())
                        .weighing(0.2),
                step("clone", made + " template " + plan.template(), this::make)
                        .undoneBy(cloning::removeClone)
                        .within(config.poolWithin())
                        .weighing(2),
                step("configure", "Set name, size and first-boot data", cloning::configure)
                        .within(config.poolWithin())
                        .weighing(0.5),
                step("provision", "Create its disks", cloning::provision)
                        .within(config.poolWithin())
                        .weighing(1));
    }

    private Optional<Step<VmPlan>> firstBoot(VmPlan plan) {
        return Optional.ofNullable(plan.howMade().firstBoot()).map(firstBoot -> step(
                        "first-boot",
                        "Give it a drive with what to do at its first boot",
                        context -> drives.give(context, firstBoot))
                .undoneBy(drives::destroy)
                .within(config.poolWithin())
                .weighing(0.5));
    }

    private List<Step<VmPlan>> installing(Install install) {
        return List.of(
                step("disk", "Create its disk", context -> installing.giveDisk(context, install))
                        .undoneBy(installing::destroyDisk)
                        .within(config.poolWithin()),
                step(
                                "insert",
                                "Put %s into its CD drive".formatted(install.iso()),
                                context -> installing.insert(context, install))
                        .within(config.poolWithin())
                        .weighing(0.5),
                start(),
                step("hand-over", "Hand it to its installer", context -> installing.handOver(context, install))
                        .weighing(0.1));
    }

    private Step<VmPlan> start() {
        return step(
                        "start",
                        "Start it",
                        context -> starting.start(context, context.input().demand()))
                .undoneBy(starting::halt)
                .within(config.poolWithin())
                .weighing(2);
    }

    private Step<VmPlan> awaitingReady(VmPlan plan) {
        return step("await-ready", "Wait for its tools and its address", this::awaitReady)
                .within(starting.readyWithin(plan.howMade().checksDisks()))
                .weighing(4);
    }

    @Override
    public void ended(Ending<VmPlan> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            return;
        }
        VmPlan plan = ending.input();
        boolean leftBehind = ending.state() == OperationState.UNDO_FAILED;
        vms.change(plan.vmId(), vm -> {
            vm.reservesMemory = false;
            // What could not be taken back keeps its row, so that its owner can delete it.
            if (!leftBehind) {
                vm.delete(clock.instant());
            }
            approving.unwanted(plan.approval(), vm.correlationId);
        });
        Failure failure = ending.failure();
        String reason = failure == null ? "It was cancelled." : failure.detail();
        outbox.publish(
                new VmCreateFailed(plan.vmId(), plan.name(), reason),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static Step<VmPlan> step(String name, String description, Step.Action<VmPlan> action) {
        return Step.of(name, description, Refusals.decided(description + " for", action));
    }

    private StepOutcome place(StepContext<VmPlan> context) {
        VmPlan plan = context.input();
        Optional<Vm> made = plan.howMade().asAnyOther() ? warm.claim(plan) : Optional.empty();
        if (made.isEmpty()) {
            return starting.place(context, plan.demand());
        }
        Vm vm = vms.read(() -> vms.existing(plan.vmId()));
        return StepOutcome.done()
                .learned(Starting.HOST_UUID, String.valueOf(vm.hostUuid))
                .learned(Starting.HOST, String.valueOf(vm.hostName));
    }

    private StepOutcome release(StepContext<VmPlan> context) {
        return StepOutcome.done().committing(() -> {
            hosting.release(context.input().vmId());
            warm.giveBack(context.input());
        });
    }

    private StepOutcome make(StepContext<VmPlan> context) {
        VmPlan plan = context.input();
        Optional<Vm> made = warm.takenFor(plan);
        if (made.isPresent()) {
            boolean runs = machines.pool(plan)
                    .vms()
                    .byUuid(String.valueOf(made.get().xenUuid))
                    .filter(XenVm::running)
                    .isPresent();
            if (runs && !warm.isBeingChanged(made.get())) {
                return warm.handOver(context, made.get());
            }
        }
        // What was taken has stopped, is gone or is being changed by somebody since. The place comes first: who dies
        // before what was taken is given up comes here again.
        if (!vms.read(() -> vms.existing(plan.vmId())).reservesMemory) {
            starting.placeAgain(context, plan.demand());
        }
        made.ifPresent(warm::discard);
        return cloning.make(context);
    }

    private StepOutcome awaitReady(StepContext<VmPlan> context) {
        return starting.awaitReady(context, ready -> becameReady(context, ready));
    }

    private void becameReady(StepContext<VmPlan> context, Readiness.Ready ready) {
        VmPlan plan = context.input();
        vms.change(plan.vmId(), vm -> {
            vm.hostUuid = ready.host().uuid();
            vm.hostName = ready.host().name();
            vm.address = ready.address();
            vm.powerState = PowerState.RUNNING;
            vm.observedAt = clock.instant();
            vm.readyAt = clock.instant();
            vm.reservesMemory = false;
            outbox.publish(
                    new VmReady(
                            vm.id,
                            vm.name,
                            ready.host().name(),
                            ready.address(),
                            vm.vcpus,
                            vm.memoryMib,
                            vm.template,
                            vm.owner,
                            vm.team.isEmpty() ? null : vm.team),
                    context.origin().correlationId(),
                    context.operationId());
        });
    }
}
