package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.contracts.Payload;
import org.vmc.contracts.storage.VolumeCreated;
import org.vmc.contracts.storage.VolumeStarted;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.NewGlusterVolume;

/**
 * Makes and starts a volume.
 *
 * <ol>
 *   <li>check-hosts: each host still answers, is fit and has room
 *   <li>ensure-peers: hosts outside the pool are taken in; undone by letting those go again that hold no brick
 *   <li>make-bricks: directories with our mark; undone by removing those that carry it
 *   <li>create: undone by deleting the volume
 *   <li>set-options: before the first mount, since a mounted client keeps the old ping timeout
 *   <li>start, limited to its size: undone by stopping
 *   <li>verify: until the processes of all bricks run
 * </ol>
 */
@ApplicationScoped
class CreateVolume implements OperationKind<VolumeCreation> {

    private static final Duration RECHECK = Duration.ofMillis(500);

    private final NewBricks bricks;
    private final PoolVolumes pool;
    private final Volumes volumes;
    private final Outbox outbox;

    CreateVolume(NewBricks bricks, PoolVolumes pool, Volumes volumes, Outbox outbox) {
        this.bricks = bricks;
        this.pool = pool;
        this.volumes = volumes;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "CreateVolume";
    }

    @Override
    public Class<VolumeCreation> inputType() {
        return VolumeCreation.class;
    }

    @Override
    public List<Step<VolumeCreation>> steps(VolumeCreation input) {
        var on = String.join(", ", NewBricks.hosts(input.bricks()));
        var why = input.why() == null ? "" : ": " + input.why();
        return List.of(
                Step.of("check-hosts", "Check that " + on + " answer and have room" + why, this::checkHosts)
                        .within(Duration.ofSeconds(30)),
                Step.<VolumeCreation>of(
                                "ensure-peers",
                                "Take into the pool what is outside it",
                                context -> bricks.ensurePeers(context, NewBricks.hosts(input.bricks())))
                        .undoneBy(bricks::releasePeers)
                        .within(Duration.ofSeconds(60)),
                Step.<VolumeCreation>of("make-bricks", "Make a brick on each of " + on, this::makeBricks)
                        .undoneBy(this::removeBricks),
                Step.<VolumeCreation>of("create", create(input), this::create).undoneBy(this::delete),
                Step.of("set-options", "Set the options of the class " + input.storageClass(), this::setOptions),
                Step.<VolumeCreation>of("start", "Start it, limited to " + new ByteSize(input.sizeBytes()), this::start)
                        .undoneBy(this::stop)
                        .weighing(2),
                Step.of("verify", "Wait until all its bricks run", this::verify).within(Duration.ofSeconds(30)));
    }

    @Override
    public void ended(Ending<VolumeCreation> ending) {
        var input = ending.input();
        switch (ending.state()) {
            case SUCCEEDED -> {
                publish(
                        ending,
                        new VolumeCreated(
                                input.volumeId(),
                                input.name(),
                                input.storageClass(),
                                input.layout().wireName(),
                                input.sizeBytes(),
                                input.bricks().stream().map(Object::toString).toList(),
                                input.owner(),
                                input.team().isEmpty() ? null : input.team()));
                publish(ending, new VolumeStarted(input.volumeId(), input.name()));
            }
            case FAILED, CANCELLED -> volumes.deleteById(input.volumeId());
            // The row stays as the handle for deleting what is left.
            case UNDO_FAILED -> {}
            case PENDING, RUNNING, CANCELLING, UNDOING -> throw new IllegalStateException("not an end");
        }
    }

    private void publish(Ending<VolumeCreation> ending, Payload fact) {
        outbox.publish(fact, ending.origin().correlationId(), ending.operationId());
    }

    private static String create(VolumeCreation input) {
        var sets = PoolVolumes.describeSets(input.setShape(), input.bricks());
        return "Create the %s volume: %s".formatted(input.layout().wireName(), sets);
    }

    private StepOutcome checkHosts(StepContext<VolumeCreation> context) {
        bricks.requireRoom(context.input().promised());
        return StepOutcome.done();
    }

    private StepOutcome makeBricks(StepContext<VolumeCreation> context) {
        var input = context.input();
        bricks.make(input.bricks(), input.volumeId());
        return StepOutcome.done().learned("bricks", PoolVolumes.join(input.bricks()));
    }

    private StepOutcome removeBricks(StepContext<VolumeCreation> context) {
        var input = context.input();
        // Gluster may still hold them if the volume could not be deleted.
        pool.delete(input);
        bricks.remove(input.bricks(), input.volumeId());
        return StepOutcome.done();
    }

    private StepOutcome create(StepContext<VolumeCreation> context) {
        var input = context.input();
        var made = pool.create(new NewGlusterVolume(input.name(), input.setShape(), input.bricks()));
        return StepOutcome.done().learned("glusterId", made.id().toString()).committing(() -> volumes.findByIdOptional(
                        input.volumeId())
                .ifPresent(volume -> volume.glusterId = made.id()));
    }

    private StepOutcome delete(StepContext<VolumeCreation> context) {
        pool.delete(context.input());
        return StepOutcome.done();
    }

    private StepOutcome setOptions(StepContext<VolumeCreation> context) {
        var input = context.input();
        pool.set(pool.require(input), input.options());
        return StepOutcome.done();
    }

    private StepOutcome start(StepContext<VolumeCreation> context) {
        var input = context.input();
        pool.start(input);
        pool.limit(input, input.sizeBytes());
        return StepOutcome.done();
    }

    private StepOutcome stop(StepContext<VolumeCreation> context) {
        pool.stop(context.input());
        return StepOutcome.done();
    }

    private StepOutcome verify(StepContext<VolumeCreation> context) {
        var input = context.input();
        var offline = pool.offline(input);
        if (!offline.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "Bricks that do not run yet: " + PoolVolumes.join(offline));
        }
        return StepOutcome.done()
                .learned("mountSource", input.bricks().getFirst().host() + ":/" + input.name())
                .committing(() -> volumes.findByIdOptional(input.volumeId()).ifPresent(Volume::seenRunning));
    }
}
