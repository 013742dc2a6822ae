package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.storage.VolumeBrickReplaced;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterUnreachable;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Puts an empty brick in the place of another and waits until it holds what its set keeps.
 *
 * <p>Once the place is taken there is no way back: what is written from then on would be missing on the former brick
 * without anything to tell so. Going on is what makes the set whole again, so that is what happens.
 *
 * <ol>
 *   <li>check: the other bricks of the set run and lack nothing, the host has room
 *   <li>ensure-peers, make-brick: as for a new volume
 *   <li>replace: the point of no return
 *   <li>heal: until Gluster has nothing left to heal and the new brick has as many names as the others
 *   <li>remove-brick: the former one, if its host answers and it carries our mark
 * </ol>
 */
@ApplicationScoped
class ReplaceBrick implements OperationKind<BrickReplacement> {

    private static final String HEAL_BEGUN = "healBegun";
    private static final String LEFT_ALONE = "leftAlone";

    private final VolumeGuards guards;
    private final NewBricks bricks;
    private final PoolVolumes pool;
    private final GlusterPool gluster;
    private final Healing healing;
    private final Volumes volumes;
    private final PlannedBricks planned;
    private final Outbox outbox;

    ReplaceBrick(
            VolumeGuards guards,
            NewBricks bricks,
            PoolVolumes pool,
            GlusterPool gluster,
            Healing healing,
            Volumes volumes,
            PlannedBricks planned,
            Outbox outbox) {
        this.guards = guards;
        this.bricks = bricks;
        this.pool = pool;
        this.gluster = gluster;
        this.healing = healing;
        this.volumes = volumes;
        this.planned = planned;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "ReplaceBrick";
    }

    @Override
    public Class<BrickReplacement> inputType() {
        return BrickReplacement.class;
    }

    @Override
    public List<Step<BrickReplacement>> steps(BrickReplacement input) {
        var brick = input.brick().brick();
        return List.of(
                Step.of("check", "Check the other bricks of the set: " + input.why(), this::check),
                Step.<BrickReplacement>of(
                                "ensure-peers",
                                "Take " + brick.host() + " into the pool if it is outside",
                                context -> bricks.ensurePeers(context, List.of(brick.host())))
                        .undoneBy(bricks::releasePeers)
                        .within(Duration.ofSeconds(60)),
                Step.<BrickReplacement>of("make-brick", "Make the brick " + brick, this::makeBrick)
                        .undoneBy(this::removeNew),
                Step.<BrickReplacement>of("replace", "Put it in the place of " + input.former(), this::replace)
                        .undoneBy(this::noteReplaced)
                        .pointOfNoReturn(),
                Step.of("heal", "Wait until it holds what its set keeps", this::heal)
                        .within(Migrations.LIMIT)
                        .weighing(10)
                        .pointOfNoReturn(),
                Step.of("remove-brick", "Remove the directory of " + input.former(), this::removeFormer)
                        .pointOfNoReturn());
    }

    @Override
    public void ended(Ending<BrickReplacement> ending) {
        var input = ending.input();
        planned.forget(input.planId());
        if (ending.state() == OperationState.SUCCEEDED) {
            outbox.publish(
                    new VolumeBrickReplaced(
                            input.volumeId(),
                            input.name(),
                            input.brick().brick().toString(),
                            input.former().toString()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    @Override
    public Optional<String> remains(Ending<BrickReplacement> ending) {
        return ending.learned().containsKey(HEAL_BEGUN)
                ? Optional.of(
                        "%s is in the place of %s and goes on healing by itself; the directory of the latter is left."
                                .formatted(
                                        ending.input().brick().brick(),
                                        ending.input().former()))
                : Optional.empty();
    }

    private StepOutcome check(StepContext<BrickReplacement> context) {
        var input = context.input();
        var volume = guards.requireAsKnown(input.volumeId(), input);
        guards.requireHealthyBeside(volume, input.former());
        bricks.requireRoom(List.of(input.brick()));
        return StepOutcome.done();
    }

    private StepOutcome makeBrick(StepContext<BrickReplacement> context) {
        bricks.make(List.of(context.input().brick().brick()), context.input().volumeId());
        return StepOutcome.done();
    }

    private StepOutcome removeNew(StepContext<BrickReplacement> context) {
        bricks.remove(List.of(context.input().brick().brick()), context.input().volumeId());
        return StepOutcome.done();
    }

    private StepOutcome replace(StepContext<BrickReplacement> context) {
        var input = context.input();
        var brick = input.brick().brick();
        if (!pool.require(input).bricks().contains(brick)) {
            GlusterProblems.changing(() -> gluster.replaceBrick(input.name(), input.former(), brick));
        }
        return replaced(input);
    }

    /** It cannot be taken back, but it may have happened without being noted. */
    private StepOutcome noteReplaced(StepContext<BrickReplacement> context) {
        var input = context.input();
        var there = pool.find(input)
                .filter(volume -> volume.bricks().contains(input.brick().brick()));
        return there.isPresent() ? replaced(input) : StepOutcome.done();
    }

    private StepOutcome replaced(BrickReplacement input) {
        return StepOutcome.done().committing(() -> {
            planned.forget(input.planId());
            volumes.findByIdOptional(input.volumeId())
                    .ifPresent(volume -> volume.replace(input.former(), input.brick()));
        });
    }

    private StepOutcome heal(StepContext<BrickReplacement> context) {
        var input = context.input();
        var volume = guards.requireStarted(input);
        if (context.learned(HEAL_BEGUN).isEmpty()) {
            var refusal = healing.begin(volume);
            if (refusal.isPresent()) {
                return StepOutcome.notYet(Healing.UNTIL_THE_DAEMON_KNOWS, refusal.get());
            }
            context.remember(HEAL_BEGUN, "true");
        }
        return healing.awaitWhole(context, volume, input.brick().brick());
    }

    private StepOutcome removeFormer(StepContext<BrickReplacement> context) {
        var input = context.input();
        try {
            var left = bricks.remove(List.of(input.former()), input.volumeId());
            return left.isEmpty() ? StepOutcome.done() : leftAlone(input.former());
        } catch (RuntimeException e) {
            // A dead host is what bricks are replaced for.
            if (e.getCause() instanceof GlusterUnreachable) {
                return leftAlone(input.former());
            }
            throw e;
        }
    }

    private static StepOutcome leftAlone(Brick brick) {
        return StepOutcome.done().learned(LEFT_ALONE, brick.toString());
    }
}
