package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.vmc.contracts.vm.VmLeaseExtended;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Lets somebody keep a VM longer.
 *
 * <ol>
 *   <li>extend: in our own books, all at once; there is nothing to undo
 * </ol>
 *
 * Ends with {@code vm.lease-extended}.
 */
@ApplicationScoped
class ExtendLease implements OperationKind<LeaseExtension> {

    private final Vms vms;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    ExtendLease(Vms vms, Outbox outbox) {
        this.vms = vms;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ExtendLease";
    }

    @Override
    public Class<LeaseExtension> inputType() {
        return LeaseExtension.class;
    }

    @Override
    public List<Step<LeaseExtension>> steps(LeaseExtension input) {
        return List.of(Step.of("extend", "Extend its lease until " + input.until(), this::extend)
                .pointOfNoReturn());
    }

    private StepOutcome extend(StepContext<LeaseExtension> context) {
        LeaseExtension input = context.input();
        vms.read(() -> vms.existing(input.vmId()));
        return StepOutcome.done()
                .committing(() -> vms.change(input.vmId(), vm -> {
                    vm.lease(input.until(), clock.instant());
                    outbox.publish(
                            new VmLeaseExtended(vm.id, vm.name, input.until()),
                            context.origin().correlationId(),
                            context.operationId());
                }));
    }
}
