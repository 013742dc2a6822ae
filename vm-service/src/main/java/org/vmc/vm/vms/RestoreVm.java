package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.vmc.contracts.vm.VmRestored;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.xen.XenDisk;
import org.vmc.vm.xen.XenDisks;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/**
 * Gives a VM that is broken a copy of a recovery template's system disk, and keeps its own in quarantine. Its name,
 * uuid, MAC addresses, lease, owner and other disks stay as they are.
 *
 * <ol>
 *   <li>check: VM and template are there, nothing is in quarantine yet
 *   <li>clone: the template under the operation's name, by which it is found again; undo: destroys the copy
 *   <li>ask-guest, cut-power: the VM halts; when the restore is taken back it stays halted
 *   <li>quarantine: its system disk is marked and taken from it; undo: puts it back
 *   <li>replace: the copy takes its place, and what is left of the clone goes; undo: takes it out again
 *   <li>place, start, await-ready: as when a VM is started
 * </ol>
 *
 * Ends with {@code vm.restored}. From then on {@link UndoRestore} brings the former disk back, until
 * {@link ReleaseQuarantine} destroys it.
 */
@ApplicationScoped
class RestoreVm implements OperationKind<RestoreOrder> {

    private static final String BROKEN = "brokenDisk";
    private static final String FORMER_NAME = "formerName";
    private static final String SLOT = "slot";
    private static final String SIZE = "sizeBytes";
    private static final String RESTORED = "restoredDisk";
    private static final String TAKEN_OUT = "takenOut";

    /** How long the pool may take to do what it is told. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(2);

    private final Machines machines;
    private final Quarantining quarantining;
    private final Connecting connecting;
    private final Stopping stopping;
    private final Removing removing;
    private final Starting starting;
    private final Hosting hosting;
    private final PowerWatch power;
    private final KeptDisks kept;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    RestoreVm(
            Machines machines,
            Quarantining quarantining,
            Connecting connecting,
            Stopping stopping,
            Removing removing,
            Starting starting,
            Hosting hosting,
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
        this.starting = starting;
        this.hosting = hosting;
        this.power = power;
        this.kept = kept;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "RestoreVm";
    }

    @Override
    public Class<RestoreOrder> inputType() {
        return RestoreOrder.class;
    }

    @Override
    public List<Step<RestoreOrder>> steps(RestoreOrder input) {
        String patience = config.cleanShutdownWithin().toSeconds() + " s";
        return List.of(
                step("check", "Look for its system disk and the template " + input.template(), this::check)
                        .weighing(0.2),
                step("clone", "Copy the system disk of " + input.template(), this::cloneTemplate)
                        .undoneBy(this::removeCopy)
                        .weighing(2),
                step("ask-guest", "Ask the guest to shut down, for " + patience + " at most", stopping::ask)
                        .undoneBy(stopping::giveUpAsking)
                        .within(config.cleanShutdownWithin().plus(TO_ANSWER)),
                step("cut-power", "Cut its power unless it is off", this::cutPower),
                step("quarantine", "Take its system disk out and keep it", this::quarantine)
                        .undoneBy(this::putBack),
                step("replace", "Put the copy in its place", this::replace).undoneBy(this::takeOut),
                step("place", "Choose a host", context -> starting.place(context, hosting.demandOf(input.vmId())))
                        .undoneBy(starting::release)
                        .weighing(0.2),
                step("start", "Start it", context -> starting.start(context, hosting.demandOf(input.vmId())))
                        .undoneBy(starting::halt)
                        .weighing(2),
                step("await-ready", "Wait for its tools and its address", this::awaitReady)
                        .within(config.readyWithin())
                        .weighing(4));
    }

    @Override
    public void ended(Ending<RestoreOrder> ending) {
        RestoreOrder input = ending.input();
        hosting.startEnded(input.vmId());
        if (ending.state() == OperationState.SUCCEEDED) {
            keep(ending);
            outbox.publish(
                    new VmRestored(
                            input.vmId(),
                            input.name(),
                            input.template(),
                            learned(ending, RESTORED),
                            learned(ending, BROKEN)),
                    ending.origin().correlationId(),
                    ending.operationId());
            return;
        }
        vms.change(input.vmId(), vm -> vm.cuttingPower = false);
        // What could not be put back is still there, and somebody must be able to find it.
        if (ending.state() == OperationState.UNDO_FAILED && ending.learned().containsKey(TAKEN_OUT)) {
            keep(ending);
        }
    }

    private void keep(Ending<RestoreOrder> ending) {
        vms.findByIdOptional(ending.input().vmId()).ifPresent(vm -> {
            KeptDisk disk = KeptDisk.of(
                    vm,
                    ending.operationId(),
                    learned(ending, BROKEN),
                    Quarantining.nameOf(ending.operationId()),
                    Long.parseLong(learned(ending, SIZE)),
                    clock.instant());
            disk.restoredUuid = learned(ending, RESTORED);
            disk.slot = learned(ending, SLOT);
            disk.formerName = learned(ending, FORMER_NAME);
            kept.keep(disk);
        });
    }

    private static String learned(Ending<RestoreOrder> ending, String key) {
        return Objects.requireNonNull(ending.learned().get(key), key);
    }

    private Step<RestoreOrder> step(String name, String description, Step.Action<RestoreOrder> action) {
        return Step.of(name, description, Refusals.decided("Restoring", action)).within(config.poolWithin());
    }

    private StepOutcome check(StepContext<RestoreOrder> context) {
        RestoreOrder input = context.input();
        if (vms.read(() -> kept.quarantineOf(input.vmId())).isPresent()) {
            throw VmRestores.occupied(input.name());
        }
        XenVm vm = machines.existing(input);
        XenDisk broken = system(disks(input).of(vm.ref()))
                .orElseThrow(() -> ProblemException.conflict(
                        "%s has no disk it boots from that could be replaced.".formatted(input.name())));
        template(input);
        return StepOutcome.done()
                .learned(BROKEN, broken.uuid())
                .learned(FORMER_NAME, broken.name())
                .learned(SLOT, broken.position())
                .learned(SIZE, Long.toString(broken.sizeBytes()))
                .learned(Starting.FORMER_DOMAIN, Long.toString(vm.domid()));
    }

    /** A pool that lost the reply to a clone may have made two; the later ones go. */
    private StepOutcome cloneTemplate(StepContext<RestoreOrder> context) {
        RestoreOrder input = context.input();
        String name = CreationMark.cloneName(context.operationId());
        if (clones(context).isEmpty()) {
            machines.pool(input).vms().cloneAs(template(input).ref(), name);
        }
        List<XenVm> made = clones(context);
        made.stream().skip(1).forEach(spare -> removing.removeHalted(input, spare));
        return made.stream()
                .findFirst()
                .flatMap(clone -> system(disks(input).of(clone.ref())))
                .map(copy -> StepOutcome.done().learned(RESTORED, copy.uuid()))
                .orElseThrow(() ->
                        ProblemException.conflict("Template %s has no disk to boot from.".formatted(input.template())));
    }

    private StepOutcome removeCopy(StepContext<RestoreOrder> context) {
        RestoreOrder input = context.input();
        clones(context).forEach(clone -> removing.removeHalted(input, clone));
        context.learned(RESTORED).ifPresent(copy -> connecting.destroyIfUnused(input, copy));
        return StepOutcome.done();
    }

    private StepOutcome cutPower(StepContext<RestoreOrder> context) {
        return switch (removing.halt(context)) {
            case StepOutcome.Done done ->
                done.committing(() -> power.halted(context.input().vmId(), Sleepers.Sleeper.of(context)));
            case StepOutcome.NotYet notYet -> notYet;
        };
    }

    private StepOutcome quarantine(StepContext<RestoreOrder> context) {
        context.remember(TAKEN_OUT, "true");
        String owner = vms.read(() -> vms.existing(context.input().vmId())).owner;
        quarantining.enter(context.input(), context.operationId(), context.required(BROKEN), owner);
        return StepOutcome.done();
    }

    private StepOutcome putBack(StepContext<RestoreOrder> context) {
        quarantining.leave(
                context.input(), context.required(BROKEN), context.required(SLOT), context.required(FORMER_NAME));
        return StepOutcome.done();
    }

    /** The copy is connected to the VM before the clone goes: at no moment does it belong to nothing. */
    private StepOutcome replace(StepContext<RestoreOrder> context) {
        RestoreOrder input = context.input();
        String copyUuid = context.required(RESTORED);
        XenVdi copy = disks(input)
                .byUuid(copyUuid)
                .orElseThrow(
                        () -> ProblemException.conflict("Somebody has destroyed the copy of the template's disk."));
        disks(input).rename(copy.vdi(), context.required(FORMER_NAME));
        if (connecting.find(input, copyUuid).isEmpty()) {
            XenVm vm = machines.existing(input);
            disks(input).connect(vm.ref(), copy.vdi(), context.learned(SLOT), true);
        }
        clones(context).forEach(clone -> removing.removeHalted(input, clone));
        return StepOutcome.done();
    }

    private StepOutcome takeOut(StepContext<RestoreOrder> context) {
        connecting.disconnect(context.input(), context.required(RESTORED));
        return StepOutcome.done();
    }

    private StepOutcome awaitReady(StepContext<RestoreOrder> context) {
        Consumer<Readiness.Ready> becoming =
                ready -> power.running(context.input().vmId(), ready, Sleepers.Sleeper.of(context));
        return starting.awaitReady(context, becoming);
    }

    private List<XenVm> clones(StepContext<RestoreOrder> context) {
        return machines.pool(context.input()).vms().byName(CreationMark.cloneName(context.operationId()));
    }

    private XenVm template(RestoreOrder input) {
        return machines.pool(input)
                .vms()
                .byUuid(input.templateUuid())
                .filter(XenVm::template)
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the template %s.".formatted(input.pool(), input.template())));
    }

    static Optional<XenDisk> system(List<XenDisk> disks) {
        return disks.stream().filter(XenDisk::bootable).findFirst().or(() -> disks.stream()
                .filter(XenDisk::system)
                .findFirst());
    }

    private XenDisks disks(RestoreOrder input) {
        return machines.pool(input).disks();
    }
}
