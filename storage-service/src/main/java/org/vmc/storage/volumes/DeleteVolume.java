package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.contracts.storage.VolumeDeleted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Deletes a volume with its content. A volume already gone from the pool is no obstacle, so that it finishes what an
 * earlier one could not.
 *
 * <ol>
 *   <li>stop: undone by starting, if it was started before
 *   <li>delete: the point of no return
 *   <li>remove-bricks: those that carry our mark; the result names others that were left alone
 * </ol>
 */
@ApplicationScoped
class DeleteVolume implements OperationKind<VolumeChange> {

    private static final String STOPPED_HERE = "stoppedHere";

    private final PoolVolumes pool;
    private final BrickHosts hosts;
    private final Volumes volumes;
    private final Outbox outbox;

    DeleteVolume(PoolVolumes pool, BrickHosts hosts, Volumes volumes, Outbox outbox) {
        this.pool = pool;
        this.hosts = hosts;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "DeleteVolume";
    }

    @Override
    public Class<VolumeChange> inputType() {
        return VolumeChange.class;
    }

    @Override
    public List<Step<VolumeChange>> steps(VolumeChange input) {
        return List.of(
                Step.<VolumeChange>of("stop", "Stop the volume", this::stop).undoneBy(this::start),
                Step.of("delete", "Delete it from the pool", this::delete).pointOfNoReturn(),
                Step.of("remove-bricks", "Remove its bricks with their content", this::removeBricks)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<VolumeChange> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            volumes.deleteById(input.volumeId());
            outbox.publish(
                    new VolumeDeleted(input.volumeId(), input.name()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome stop(StepContext<VolumeChange> context) {
        var input = context.input();
        var found = pool.find(input.name(), input.bricks());
        if (found.isPresent() && found.get().isStarted()) {
            context.remember(STOPPED_HERE, "true");
            pool.stop(input.name(), input.bricks());
        }
        return StepOutcome.done();
    }

    private StepOutcome start(StepContext<VolumeChange> context) {
        var input = context.input();
        if (context.learned(STOPPED_HERE).isPresent()
                && pool.find(input.name(), input.bricks()).isPresent()) {
            pool.start(input.name(), input.bricks());
        }
        return StepOutcome.done();
    }

    private StepOutcome delete(StepContext<VolumeChange> context) {
        pool.delete(context.input().name(), context.input().bricks());
        return StepOutcome.done();
    }

    private StepOutcome removeBricks(StepContext<VolumeChange> context) {
        var input = context.input();
        var left = input.bricks().stream()
                .filter(brick -> !GlusterProblems.asking(() -> hosts.removeBrick(brick, input.volumeId())))
                .toList();
        return left.isEmpty() ? StepOutcome.done() : StepOutcome.done().learned("leftAlone", PoolVolumes.join(left));
    }
}
