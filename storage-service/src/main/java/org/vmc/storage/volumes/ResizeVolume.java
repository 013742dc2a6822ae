package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.storage.VolumeResized;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Lets a volume hold more or less, on the bricks it has.
 *
 * <ol>
 *   <li>check: its files take no more than it shall hold
 *   <li>limit: Gluster's quota of the whole volume; undone by the former one, or none
 * </ol>
 */
@ApplicationScoped
class ResizeVolume implements OperationKind<VolumeResizing> {

    private static final String FORMER = "formerLimit";
    private static final String FORMER_SIZE = "formerSize";
    private static final String NONE = "none";

    private final VolumeGuards guards;
    private final PoolVolumes pool;
    private final Volumes volumes;
    private final PlannedBricks planned;
    private final Outbox outbox;

    ResizeVolume(VolumeGuards guards, PoolVolumes pool, Volumes volumes, PlannedBricks planned, Outbox outbox) {
        this.guards = guards;
        this.pool = pool;
        this.volumes = volumes;
        this.planned = planned;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ResizeVolume";
    }

    @Override
    public Class<VolumeResizing> inputType() {
        return VolumeResizing.class;
    }

    @Override
    public List<Step<VolumeResizing>> steps(VolumeResizing input) {
        var size = new ByteSize(input.sizeBytes());
        return List.of(
                Step.of("check", "Check that its files take no more than " + size, this::check),
                Step.<VolumeResizing>of(
                                "limit",
                                "Limit it to %s; it may hold %s now".formatted(size, new ByteSize(input.formerBytes())),
                                this::limit)
                        .undoneBy(this::restore));
    }

    @Override
    public void ended(Ending<VolumeResizing> ending) {
        var input = ending.input();
        planned.forget(input.planId());
        if (ending.state() == OperationState.SUCCEEDED) {
            outbox.publish(
                    new VolumeResized(input.volumeId(), input.name(), input.formerBytes(), input.sizeBytes()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome check(StepContext<VolumeResizing> context) {
        var input = context.input();
        guards.requireAsKnown(input.volumeId(), input);
        if (input.sizeBytes() < input.formerBytes()) {
            guards.requireUnpublished(input.volumeId(), input.name(), "shrink");
        }
        guards.requireHolds(input, input.sizeBytes());
        return StepOutcome.done();
    }

    private StepOutcome limit(StepContext<VolumeResizing> context) {
        var input = context.input();
        if (context.learned(FORMER).isEmpty()) {
            // Another change may have ended since this was accepted.
            context.remember(
                    FORMER_SIZE,
                    volumes.read(input.volumeId())
                            .map(volume -> String.valueOf(volume.sizeBytes))
                            .orElse(String.valueOf(input.formerBytes())));
            context.remember(
                    FORMER,
                    pool.quota(input)
                            .map(quota -> String.valueOf(quota.limitBytes()))
                            .orElse(NONE));
        }
        pool.limit(input, input.sizeBytes());
        return resized(input, input.sizeBytes());
    }

    private StepOutcome restore(StepContext<VolumeResizing> context) {
        var input = context.input();
        var former = context.learned(FORMER);
        if (former.isEmpty() || pool.find(input).isEmpty()) {
            return StepOutcome.done();
        }
        if (former.get().equals(NONE)) {
            pool.unlimit(input);
        } else {
            pool.limit(input, Long.parseLong(former.get()));
        }
        return resized(input, Long.parseLong(context.required(FORMER_SIZE)));
    }

    private StepOutcome resized(VolumeResizing input, long bytes) {
        return StepOutcome.done().committing(() -> {
            planned.forget(input.planId());
            volumes.findByIdOptional(input.volumeId()).ifPresent(volume -> volume.resize(bytes));
        });
    }
}
