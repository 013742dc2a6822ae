package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.storage.VolumeShrunk;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Takes one whole set of bricks away from a volume, after its files moved to the others.
 *
 * <ol>
 *   <li>check: all bricks run, another set is left, nobody uses a sharded volume
 *   <li>move-files: until nothing is left on them, counted on the bricks themselves; undone by stopping that
 *   <li>commit: the point of no return
 *   <li>remove-bricks: those that carry our mark
 * </ol>
 */
@ApplicationScoped
class ShrinkVolume implements OperationKind<VolumeShrinking> {

    private final VolumeGuards guards;
    private final PoolVolumes pool;
    private final Migrations migrations;
    private final NewBricks bricks;
    private final Volumes volumes;
    private final Outbox outbox;

    ShrinkVolume(
            VolumeGuards guards,
            PoolVolumes pool,
            Migrations migrations,
            NewBricks bricks,
            Volumes volumes,
            Outbox outbox) {
        this.guards = guards;
        this.pool = pool;
        this.migrations = migrations;
        this.bricks = bricks;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ShrinkVolume";
    }

    @Override
    public Class<VolumeShrinking> inputType() {
        return VolumeShrinking.class;
    }

    @Override
    public List<Step<VolumeShrinking>> steps(VolumeShrinking input) {
        var leaving = PoolVolumes.join(input.leaving());
        return List.of(
                Step.of("check", "Check that all its bricks run and that it may shrink", this::check),
                Step.<VolumeShrinking>of(
                                "move-files",
                                "Move all files off " + leaving,
                                context -> migrations.empty(context, input.leaving()))
                        .undoneBy(context -> migrations.stopEmptying(context, input.leaving()))
                        .within(Migrations.LIMIT)
                        .weighing(10),
                Step.<VolumeShrinking>of("commit", "Let these bricks go", this::commit)
                        .undoneBy(this::noteCommitted)
                        .pointOfNoReturn(),
                Step.of("remove-bricks", "Remove their directories", this::removeBricks)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<VolumeShrinking> ending) {
        if (ending.state() != OperationState.SUCCEEDED) {
            return;
        }
        var input = ending.input();
        volumes.findByIdOptional(input.volumeId())
                .ifPresent(volume -> outbox.publish(
                        new VolumeShrunk(
                                input.volumeId(),
                                input.name(),
                                volume.layout,
                                volume.sizeBytes == null ? 0 : volume.sizeBytes,
                                input.leaving().stream().map(Object::toString).toList()),
                        ending.origin().correlationId(),
                        ending.operationId()));
    }

    @Override
    public Optional<String> remains(Ending<VolumeShrinking> ending) {
        return ending.learned().containsKey(Migrations.FILES)
                ? Optional.of("Files that were moved stay where they are; new directories may leave out "
                        + PoolVolumes.join(ending.input().leaving()) + " until the volume is rebalanced.")
                : Optional.empty();
    }

    private StepOutcome check(StepContext<VolumeShrinking> context) {
        var volume = guards.requireAsKnown(context.input().volumeId(), context.input());
        guards.requireUnpublished(context.input().volumeId(), context.input().name(), "shrink");
        guards.requireWhole(volume);
        guards.requireUnusedIfSharded(volume);
        volumes.read(context.input().volumeId())
                .ifPresent(row -> guards.requireHolds(
                        context.input(),
                        row.sizeWithout(
                                context.input().leaving(), context.input().lostBytes())));
        return StepOutcome.done();
    }

    private StepOutcome commit(StepContext<VolumeShrinking> context) {
        var input = context.input();
        migrations.commit(input, input.leaving());
        volumes.read(input.volumeId())
                .ifPresent(volume -> pool.limitAnew(input, volume.sizeWithout(input.leaving(), input.lostBytes())));
        return committed(input);
    }

    /** It cannot be taken back, but it may have happened without being noted. */
    private StepOutcome noteCommitted(StepContext<VolumeShrinking> context) {
        var input = context.input();
        var gone = pool.find(input).filter(volume -> Collections.disjoint(volume.bricks(), input.leaving()));
        return gone.isPresent() ? committed(input) : StepOutcome.done();
    }

    private StepOutcome committed(VolumeShrinking input) {
        return StepOutcome.done().committing(() -> volumes.findByIdOptional(input.volumeId())
                .ifPresent(volume -> volume.shrink(input.leaving(), input.lostBytes())));
    }

    private StepOutcome removeBricks(StepContext<VolumeShrinking> context) {
        var left = bricks.remove(context.input().leaving(), context.input().volumeId());
        return left.isEmpty() ? StepOutcome.done() : StepOutcome.done().learned("leftAlone", PoolVolumes.join(left));
    }
}
