package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.contracts.Payload;
import org.vmc.contracts.storage.VolumeExpanded;
import org.vmc.contracts.storage.VolumeRebalanced;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Adds whole sets of bricks to a volume and spreads its files over all of them.
 *
 * <ol>
 *   <li>check: all bricks run, the hosts have room, nobody uses a sharded volume
 *   <li>ensure-peers, make-bricks: as for a new volume
 *   <li>add-bricks: undone by moving off them what came onto them meanwhile, and letting them go
 *   <li>rebalance: for hours if need be; undone by stopping it, files that were moved stay where they are
 * </ol>
 */
@ApplicationScoped
class ExpandVolume implements OperationKind<VolumeExpansion> {

    private final VolumeGuards guards;
    private final NewBricks bricks;
    private final PoolVolumes pool;
    private final GlusterPool gluster;
    private final Migrations migrations;
    private final Volumes volumes;
    private final PlannedBricks planned;
    private final Outbox outbox;

    ExpandVolume(
            VolumeGuards guards,
            NewBricks bricks,
            PoolVolumes pool,
            GlusterPool gluster,
            Migrations migrations,
            Volumes volumes,
            PlannedBricks planned,
            Outbox outbox) {
        this.guards = guards;
        this.bricks = bricks;
        this.pool = pool;
        this.gluster = gluster;
        this.migrations = migrations;
        this.volumes = volumes;
        this.planned = planned;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ExpandVolume";
    }

    @Override
    public Class<VolumeExpansion> inputType() {
        return VolumeExpansion.class;
    }

    @Override
    public List<Step<VolumeExpansion>> steps(VolumeExpansion input) {
        var hosts = NewBricks.hosts(input.newBricks());
        var on = String.join(", ", hosts);
        var sets = PoolVolumes.describeSets(input.shape(), input.newBricks());
        return List.of(
                Step.of(
                        "check",
                        "Check that all its bricks run and that %s have room: %s".formatted(on, input.why()),
                        this::check),
                Step.<VolumeExpansion>of(
                                "ensure-peers",
                                "Take into the pool what is outside it",
                                context -> bricks.ensurePeers(context, hosts))
                        .undoneBy(bricks::releasePeers)
                        .within(Duration.ofSeconds(60)),
                Step.<VolumeExpansion>of("make-bricks", "Make a brick on each of " + on, this::makeBricks)
                        .undoneBy(this::removeBricks),
                Step.<VolumeExpansion>of("add-bricks", "Add to the volume: " + sets, this::addBricks)
                        .undoneBy(this::takeBricksBack),
                Step.<VolumeExpansion>of("rebalance", "Spread its files over all sets", migrations::rebalance)
                        .undoneBy(migrations::stopRebalance)
                        .within(Migrations.LIMIT)
                        .weighing(10));
    }

    @Override
    public void ended(Ending<VolumeExpansion> ending) {
        var input = ending.input();
        planned.forget(input.planId());
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        volumes.findByIdOptional(input.volumeId())
                .ifPresent(volume -> publish(
                        ending,
                        new VolumeExpanded(
                                input.volumeId(),
                                input.name(),
                                volume.layout,
                                volume.sizeBytes == null ? 0 : volume.sizeBytes,
                                input.newBricks().stream().map(Object::toString).toList())));
        publish(
                ending,
                new VolumeRebalanced(
                        input.volumeId(),
                        input.name(),
                        Migrations.amount(ending.learned(), Migrations.FILES),
                        Migrations.amount(ending.learned(), Migrations.BYTES),
                        Migrations.amount(ending.learned(), Migrations.FAILURES),
                        Migrations.amount(ending.learned(), Migrations.SKIPPED)));
    }

    private void publish(Ending<VolumeExpansion> ending, Payload fact) {
        outbox.publish(fact, ending.origin().correlationId(), ending.operationId());
    }

    private StepOutcome check(StepContext<VolumeExpansion> context) {
        var volume = guards.requireAsKnown(context.input().volumeId(), context.input());
        guards.requireWhole(volume);
        guards.requireUnusedIfSharded(volume);
        bricks.requireRoom(context.input().added());
        return StepOutcome.done();
    }

    private StepOutcome makeBricks(StepContext<VolumeExpansion> context) {
        bricks.make(context.input().newBricks(), context.input().volumeId());
        return StepOutcome.done();
    }

    private StepOutcome removeBricks(StepContext<VolumeExpansion> context) {
        bricks.remove(context.input().newBricks(), context.input().volumeId());
        return StepOutcome.done();
    }

    private StepOutcome addBricks(StepContext<VolumeExpansion> context) {
        var input = context.input();
        if (!pool.require(input).bricks().containsAll(input.newBricks())) {
            GlusterProblems.changing(() -> gluster.addBricks(input.name(), input.newBricks()));
        }
        volumes.read(input.volumeId())
                .ifPresent(volume -> pool.limitAnew(input, volume.sizeWith(input.newBricks(), input.addedBytes())));
        return StepOutcome.done().committing(() -> {
            planned.forget(input.planId());
            volumes.findByIdOptional(input.volumeId())
                    .ifPresent(volume -> volume.grow(input.added(), input.addedBytes()));
        });
    }

    private StepOutcome takeBricksBack(StepContext<VolumeExpansion> context) {
        var input = context.input();
        if (pool.find(input).isPresent()) {
            var emptied = migrations.empty(context, input.newBricks());
            if (emptied instanceof StepOutcome.NotYet) {
                return emptied;
            }
            migrations.commit(input, input.newBricks());
            volumes.read(input.volumeId())
                    .ifPresent(
                            volume -> pool.limitAnew(input, volume.sizeWithout(input.newBricks(), input.addedBytes())));
        }
        return StepOutcome.done().committing(() -> volumes.findByIdOptional(input.volumeId())
                .ifPresent(volume -> volume.shrink(input.newBricks(), input.addedBytes())));
    }
}
