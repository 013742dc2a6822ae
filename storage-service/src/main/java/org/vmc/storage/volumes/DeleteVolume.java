package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
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
 *   <li>stop: refused while clients use it, unless it is forced; undone by starting, if it was started before
 *   <li>delete: the point of no return
 *   <li>remove-bricks: those that carry our mark; the result names others that were left alone
 * </ol>
 */
@ApplicationScoped
class DeleteVolume implements OperationKind<VolumeWithdrawal> {

    private static final String STOPPED_HERE = "stoppedHere";

    private final PoolVolumes pool;
    private final VolumeGuards guards;
    private final BrickHosts hosts;
    private final Volumes volumes;
    private final Outbox outbox;

    DeleteVolume(PoolVolumes pool, VolumeGuards guards, BrickHosts hosts, Volumes volumes, Outbox outbox) {
        this.pool = pool;
        this.guards = guards;
        this.hosts = hosts;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "DeleteVolume";
    }

    @Override
    public Class<VolumeWithdrawal> inputType() {
        return VolumeWithdrawal.class;
    }

    @Override
    public List<Step<VolumeWithdrawal>> steps(VolumeWithdrawal input) {
        return List.of(
                Step.<VolumeWithdrawal>of("stop", "Stop the volume", this::stop).undoneBy(this::start),
                Step.of("delete", "Delete it from the pool", this::delete).pointOfNoReturn(),
                Step.of("remove-bricks", "Remove its bricks with their content", this::removeBricks)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<VolumeWithdrawal> ending) {
        if (ending.state() == OperationState.SUCCEEDED) {
            var input = ending.input();
            volumes.deleteById(input.volumeId());
            outbox.publish(
                    new VolumeDeleted(input.volumeId(), input.name()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome stop(StepContext<VolumeWithdrawal> context) {
        var input = context.input();
        guards.requireUnpublished(input.volumeId(), input.name(), "delete");
        var found = pool.find(input);
        if (found.isPresent() && found.get().isStarted()) {
            if (!input.force()) {
                guards.requireUnused(input);
            }
            context.remember(STOPPED_HERE, "true");
            pool.stop(input);
        }
        return StepOutcome.done();
    }

    private StepOutcome start(StepContext<VolumeWithdrawal> context) {
        var input = context.input();
        if (context.learned(STOPPED_HERE).isPresent() && pool.find(input).isPresent()) {
            pool.start(input);
        }
        return StepOutcome.done();
    }

    private StepOutcome delete(StepContext<VolumeWithdrawal> context) {
        pool.delete(context.input());
        return StepOutcome.done();
    }

    private StepOutcome removeBricks(StepContext<VolumeWithdrawal> context) {
        var input = context.input();
        // Others may have come since this was accepted.
        var left = Stream.concat(input.bricks().stream(), volumes.bricksOf(input.volumeId()).stream())
                .distinct()
                .filter(brick -> !GlusterProblems.asking(() -> hosts.removeBrick(brick, input.volumeId())))
                .toList();
        return left.isEmpty() ? StepOutcome.done() : StepOutcome.done().learned("leftAlone", PoolVolumes.join(left));
    }
}
