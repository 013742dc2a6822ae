package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.contracts.storage.VolumeStarted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Starts a volume.
 *
 * <ol>
 *   <li>start: undone by stopping, if it was not started before
 *   <li>verify: until the processes of all bricks run
 * </ol>
 */
@ApplicationScoped
class StartVolume implements OperationKind<VolumeChange> {

    private static final String STARTED_HERE = "startedHere";
    private static final Duration RECHECK = Duration.ofMillis(500);

    private final PoolVolumes pool;
    private final Volumes volumes;
    private final Outbox outbox;

    StartVolume(PoolVolumes pool, Volumes volumes, Outbox outbox) {
        this.pool = pool;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "StartVolume";
    }

    @Override
    public Class<VolumeChange> inputType() {
        return VolumeChange.class;
    }

    @Override
    public List<Step<VolumeChange>> steps(VolumeChange input) {
        return List.of(
                Step.<VolumeChange>of("start", "Start the volume", this::start).undoneBy(this::stop),
                Step.of("verify", "Wait until all its bricks run", this::verify).within(Duration.ofSeconds(30)));
    }

    @Override
    public void ended(Ending<VolumeChange> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            outbox.publish(
                    new VolumeStarted(input.volumeId(), input.name()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome start(StepContext<VolumeChange> context) {
        var input = context.input();
        if (!pool.require(input).isStarted()) {
            context.remember(STARTED_HERE, "true");
            pool.start(input);
        }
        return StepOutcome.done();
    }

    private StepOutcome stop(StepContext<VolumeChange> context) {
        if (context.learned(STARTED_HERE).isPresent()) {
            pool.stop(context.input());
        }
        return StepOutcome.done();
    }

    private StepOutcome verify(StepContext<VolumeChange> context) {
        var input = context.input();
        var offline = pool.offline(input);
        if (!offline.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "Bricks that do not run yet: " + PoolVolumes.join(offline));
        }
        return StepOutcome.done()
                .committing(() -> volumes.findByIdOptional(input.volumeId()).ifPresent(Volume::seenRunning));
    }
}
