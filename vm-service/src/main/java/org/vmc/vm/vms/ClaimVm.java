package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.contracts.vm.VmClaimed;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Makes a VM that somebody made in the pool itself one of ours. Its row is there from the moment the request was
 * accepted, so that nobody else can have its name.
 *
 * <ol>
 *   <li>mark: writes our marks and its name into the pool; undo: takes them out again
 * </ol>
 *
 * Ends with {@code vm.claimed}; otherwise its row goes and it is a stranger as before.
 */
@ApplicationScoped
class ClaimVm implements OperationKind<Claim> {

    private static final String FORMER_NAME = "formerName";

    private final Machines machines;
    private final Vms vms;
    private final Outbox outbox;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();

    ClaimVm(Machines machines, Vms vms, Outbox outbox, VmsConfig config) {
        this.machines = machines;
        this.vms = vms;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ClaimVm";
    }

    @Override
    public Class<Claim> inputType() {
        return Claim.class;
    }

    @Override
    public List<Step<Claim>> steps(Claim input) {
        return List.of(Step.<Claim>of(
                        "mark", "Mark it as belonging to " + input.owner(), Refusals.decided("Claiming", this::mark))
                .undoneBy(this::unmark)
                .within(config.poolWithin()));
    }

    @Override
    public void ended(Ending<Claim> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            vms.change(ending.input().vmId(), vm -> vm.delete(clock.instant()));
        }
    }

    private StepOutcome mark(StepContext<Claim> context) {
        Claim input = context.input();
        XenVms pool = machines.pool(input).vms();
        XenVm vm = pool.byUuid(input.xenUuid())
                .orElseThrow(() -> ProblemException.conflict(
                        "Pool %s no longer has the VM %s.".formatted(input.pool(), input.name())));
        requireUnclaimed(context, vm);
        if (context.learned(FORMER_NAME).isEmpty()) {
            context.remember(FORMER_NAME, vm.name());
        }
        Map<String, String> notes = new HashMap<>(vm.otherConfig());
        notes.put(CreationMark.VM, input.vmId().toString());
        notes.put(CreationMark.OPERATION, context.operationId().toString());
        notes.put(CreationMark.OWNER, input.owner());
        pool.setOtherConfig(vm.ref(), notes);
        if (!vm.name().equals(input.name())) {
            pool.rename(vm.ref(), input.name());
        }
        return StepOutcome.done().committing(() -> claimed(context, vm));
    }

    /** Two claims of one VM are two operations on two targets; the first mark wins. */
    private void requireUnclaimed(StepContext<Claim> context, XenVm vm) {
        Claim input = context.input();
        String mark = vm.otherConfig().get(CreationMark.VM);
        boolean marked = !isOurs(context, vm)
                && vms.read(vms::live).stream()
                        .anyMatch(other -> other.id.toString().equals(mark));
        if (marked
                || vms.read(() -> vms.withXenUuid(input.pool(), input.xenUuid()))
                        .isPresent()) {
            throw ProblemException.conflict("Somebody else has claimed %s.".formatted(vm.name()));
        }
    }

    private static boolean isOurs(StepContext<Claim> context, XenVm vm) {
        return context.input().vmId().toString().equals(vm.otherConfig().get(CreationMark.VM));
    }

    private void claimed(StepContext<Claim> context, XenVm vm) {
        Claim input = context.input();
        vms.change(input.vmId(), row -> {
            row.xenUuid = input.xenUuid();
            row.powerState = PowerState.of(vm.powerState());
            row.readyAt = clock.instant();
            row.observedAt = clock.instant();
            outbox.publish(
                    new VmClaimed(row.id, row.name, row.owner, row.team.isEmpty() ? null : row.team, input.xenUuid()),
                    context.origin().correlationId(),
                    context.operationId());
        });
    }

    private StepOutcome unmark(StepContext<Claim> context) {
        Claim input = context.input();
        XenVms pool = machines.pool(input).vms();
        pool.byUuid(input.xenUuid()).filter(vm -> isOurs(context, vm)).ifPresent(vm -> {
            Map<String, String> notes = new HashMap<>(vm.otherConfig());
            notes.keySet().removeAll(List.of(CreationMark.VM, CreationMark.OPERATION, CreationMark.OWNER));
            pool.setOtherConfig(vm.ref(), notes);
            context.learned(FORMER_NAME).ifPresent(name -> pool.rename(vm.ref(), name));
        });
        return StepOutcome.done();
    }
}
