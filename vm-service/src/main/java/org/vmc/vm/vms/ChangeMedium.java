package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.vm.VmMediumChanged;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Changes what is in the CD drive of a VM.
 *
 * <ol>
 *   <li>change: takes out what is in it and puts in what is wanted; undo: the other way round
 * </ol>
 *
 * Ends with {@code vm.medium-changed}.
 */
@ApplicationScoped
class ChangeMedium implements OperationKind<MediumOrder> {

    /** Under this key it remembers what was in the drive; empty for nothing. */
    private static final String FORMER = "former";

    private final Media media;
    private final Outbox outbox;
    private final VmsConfig config;

    ChangeMedium(Media media, Outbox outbox, VmsConfig config) {
        this.media = media;
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public String name() {
        return "ChangeMedium";
    }

    @Override
    public Class<MediumOrder> inputType() {
        return MediumOrder.class;
    }

    @Override
    public List<Step<MediumOrder>> steps(MediumOrder input) {
        String description = input.iso() == null ? "Empty its CD drive" : "Put " + input.iso() + " into its CD drive";
        return List.of(
                Step.<MediumOrder>of("change", description, Refusals.decided("Changing the medium of", this::change))
                        .undoneBy(this::changeBack)
                        .within(config.poolWithin()));
    }

    private StepOutcome change(StepContext<MediumOrder> context) {
        MediumOrder input = context.input();
        if (context.learned(FORMER).isEmpty()) {
            context.remember(FORMER, media.in(input).orElse(""));
        }
        media.put(input, input.isoUuid());
        return StepOutcome.done()
                .committing(() -> outbox.publish(
                        new VmMediumChanged(input.vmId(), input.name(), input.iso()),
                        context.origin().correlationId(),
                        context.operationId()));
    }

    private StepOutcome changeBack(StepContext<MediumOrder> context) {
        context.learned(FORMER).ifPresent(former -> media.put(context.input(), former.isEmpty() ? null : former));
        return StepOutcome.done();
    }
}
