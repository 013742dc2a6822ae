package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.vmc.contracts.Payload;
import org.vmc.contracts.storage.VolumeCreated;
import org.vmc.contracts.storage.VolumeStarted;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;
import org.vmc.storage.peers.Membership;

/**
 * Makes and starts a volume.
 *
 * <ol>
 *   <li>check-hosts: each host still answers, is fit and has room
 *   <li>ensure-peers: hosts outside the pool are taken in; undone by letting those go again that hold no brick
 *   <li>make-bricks: directories with our mark; undone by removing those that carry it
 *   <li>create: undone by deleting the volume
 *   <li>set-options: before the first mount, since a mounted client keeps the old ping timeout
 *   <li>start: undone by stopping
 *   <li>verify: until the processes of all bricks run
 * </ol>
 */
@ApplicationScoped
class CreateVolume implements OperationKind<VolumeCreation> {

    private static final String JOINED = "joinedPeers";
    private static final Duration RECHECK = Duration.ofMillis(500);

    private final BrickHosts hosts;
    private final Membership membership;
    private final PoolVolumes pool;
    private final Volumes volumes;
    private final Outbox outbox;

    CreateVolume(BrickHosts hosts, Membership membership, PoolVolumes pool, Volumes volumes, Outbox outbox) {
        this.hosts = hosts;
        this.membership = membership;
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
        var on = String.join(", ", input.hosts());
        return List.of(
                Step.of("check-hosts", "Check that " + on + " answer and have room", this::checkHosts)
                        .within(Duration.ofSeconds(30)),
                Step.<VolumeCreation>of("ensure-peers", "Take into the pool what is outside it", this::ensurePeers)
                        .undoneBy(this::releasePeers)
                        .within(Duration.ofSeconds(60)),
                Step.<VolumeCreation>of("make-bricks", "Make a brick on each of " + on, this::makeBricks)
                        .undoneBy(this::removeBricks),
                Step.<VolumeCreation>of("create", "Create the " + input.layout().wireName() + " volume", this::create)
                        .undoneBy(this::delete),
                Step.of("set-options", "Set the options of the class " + input.storageClass(), this::setOptions),
                Step.<VolumeCreation>of("start", "Start it", this::start)
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

    private StepOutcome checkHosts(StepContext<VolumeCreation> context) {
        for (var host : context.input().hosts()) {
            switch (hosts.report(host)) {
                case HostReport.Fit fit -> requireRoom(fit, context.input().brickBytes());
                case HostReport.Unfit unfit ->
                    throw ProblemException.conflict("%s cannot carry a brick: %s.".formatted(host, unfit.reason()));
                case HostReport.Silent silent ->
                    throw ProblemException.of(
                            ProblemType.UPSTREAM_UNREACHABLE,
                            "%s does not answer: %s".formatted(host, silent.reason()));
            }
        }
        return StepOutcome.done();
    }

    private static void requireRoom(HostReport.Fit host, long brickBytes) {
        if (host.freeBytes() < brickBytes) {
            throw ProblemException.of(
                    ProblemType.NO_SPACE,
                    "%s has %s free; the brick needs %s."
                            .formatted(host.host(), new ByteSize(host.freeBytes()), new ByteSize(brickBytes)));
        }
    }

    private StepOutcome ensurePeers(StepContext<VolumeCreation> context) {
        var missing = membership.missing(context.input().hosts());
        if (!missing.isEmpty()) {
            var before = context.learned(JOINED).map(list -> list + ",").orElse("");
            context.remember(JOINED, before + String.join(",", missing));
            missing.forEach(membership::add);
        }
        var waiting = membership.notReady(context.input().hosts());
        if (!waiting.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "Waiting for " + String.join(", ", waiting) + " to join the pool");
        }
        return StepOutcome.done().committing(() -> joined(context)
                .forEach(host -> membership.announce(host, context.origin(), context.operationId())));
    }

    private StepOutcome releasePeers(StepContext<VolumeCreation> context) {
        joined(context).forEach(membership::release);
        return StepOutcome.done();
    }

    private static List<String> joined(StepContext<VolumeCreation> context) {
        return context.learned(JOINED)
                .map(list -> List.of(list.split(",")).stream().distinct().toList())
                .orElse(List.of());
    }

    private StepOutcome makeBricks(StepContext<VolumeCreation> context) {
        var input = context.input();
        input.bricks().forEach(brick -> GlusterProblems.changing(() -> hosts.makeBrick(brick, input.volumeId())));
        return StepOutcome.done().learned("bricks", PoolVolumes.join(input.bricks()));
    }

    private StepOutcome removeBricks(StepContext<VolumeCreation> context) {
        var input = context.input();
        // Gluster may still hold them if the volume could not be deleted.
        pool.delete(input.name(), input.bricks());
        input.bricks().forEach(brick -> GlusterProblems.changing(() -> hosts.removeBrick(brick, input.volumeId())));
        return StepOutcome.done();
    }

    private StepOutcome create(StepContext<VolumeCreation> context) {
        var input = context.input();
        var made = pool.create(new NewGlusterVolume(input.name(), input.replicas(), input.bricks()));
        return StepOutcome.done().learned("glusterId", made.id().toString()).committing(() -> volumes.findByIdOptional(
                        input.volumeId())
                .ifPresent(volume -> volume.glusterId = made.id()));
    }

    private StepOutcome delete(StepContext<VolumeCreation> context) {
        pool.delete(context.input().name(), context.input().bricks());
        return StepOutcome.done();
    }

    private StepOutcome setOptions(StepContext<VolumeCreation> context) {
        var input = context.input();
        var volume = pool.require(input.name(), input.bricks());
        new TreeMap<>(input.options()).forEach((option, value) -> pool.set(volume, option, value));
        return StepOutcome.done();
    }

    private StepOutcome start(StepContext<VolumeCreation> context) {
        pool.start(context.input().name(), context.input().bricks());
        return StepOutcome.done();
    }

    private StepOutcome stop(StepContext<VolumeCreation> context) {
        pool.stop(context.input().name(), context.input().bricks());
        return StepOutcome.done();
    }

    private StepOutcome verify(StepContext<VolumeCreation> context) {
        var input = context.input();
        var offline = pool.offline(input.name(), input.bricks());
        if (!offline.isEmpty()) {
            return StepOutcome.notYet(RECHECK, "Bricks that do not run yet: " + PoolVolumes.join(offline));
        }
        return StepOutcome.done()
                .learned("mountSource", input.hosts().getFirst() + ":/" + input.name())
                .committing(() -> volumes.findByIdOptional(input.volumeId()).ifPresent(Volume::seenRunning));
    }
}
