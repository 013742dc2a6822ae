package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.storage.VolumeStopped;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Stops a volume.
 *
 * <ol>
 *   <li>stop: refused while clients use it, unless it is forced; undone by starting, if it was started before
 * </ol>
 */
@ApplicationScoped
class StopVolume implements OperationKind<VolumeWithdrawal> {

    private static final String STOPPED_HERE = "stoppedHere";

    private final PoolVolumes pool;
    private final VolumeGuards guards;
    private final Volumes volumes;
    private final Outbox outbox;

    StopVolume(PoolVolumes pool, VolumeGuards guards, Volumes volumes, Outbox outbox) {
        this.pool = pool;
        this.guards = guards;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "StopVolume";
    }

    @Override
    public Class<VolumeWithdrawal> inputType() {
        return VolumeWithdrawal.class;
    }

    @Override
    public List<Step<VolumeWithdrawal>> steps(VolumeWithdrawal input) {
        return List.of(
                Step.<VolumeWithdrawal>of("stop", "Stop the volume", this::stop).undoneBy(this::start));
    }

    @Override
    public void ended(Ending<VolumeWithdrawal> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            outbox.publish(
                    new VolumeStopped(input.volumeId(), input.name()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome stop(StepContext<VolumeWithdrawal> context) {
        var input = context.input();
        guards.requireUnpublished(input.volumeId(), input.name(), "stop");
        if (pool.require(input).isStarted()) {
            if (!input.force()) {
                guards.requireUnused(input);
            }
            context.remember(STOPPED_HERE, "true");
            pool.stop(input);
        }
        return StepOutcome.done()
                .committing(() -> volumes.findByIdOptional(input.volumeId()).ifPresent(Volume::seenStopped));
    }

    private StepOutcome start(StepContext<VolumeWithdrawal> context) {
        if (context.learned(STOPPED_HERE).isPresent()) {
            pool.start(context.input());
        }
        return StepOutcome.done();
    }
}
