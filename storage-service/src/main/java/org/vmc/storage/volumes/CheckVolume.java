package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vmc.contracts.storage.VolumeChecked;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Proves that a volume holds what is written to it. The result names the file, its SHA-256 and the bricks it was found
 * on.
 *
 * <ol>
 *   <li>write: a file of random content through a mount on a client host; undone by removing it
 *   <li>read: through another mount, so that no cache answers
 *   <li>find-on-bricks: as many copies as the volume promises, each with the same SHA-256; of a dispersed volume a part
 *       on each brick of one set
 *   <li>clean-up: remove the file
 * </ol>
 */
@ApplicationScoped
class CheckVolume implements OperationKind<VolumeCheck> {

    private static final String FILE = "file";
    private static final String SHA256 = "sha256";
    private static final String FOUND = "bricks";

    private final PoolVolumes pool;
    private final BrickHosts hosts;
    private final Outbox outbox;

    CheckVolume(PoolVolumes pool, BrickHosts hosts, Outbox outbox) {
        this.pool = pool;
        this.hosts = hosts;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "CheckVolume";
    }

    @Override
    public Class<VolumeCheck> inputType() {
        return VolumeCheck.class;
    }

    @Override
    public List<Step<VolumeCheck>> steps(VolumeCheck input) {
        var client = input.client();
        return List.of(
                Step.<VolumeCheck>of("write", "Mount it on " + client + " and write a file", this::write)
                        .undoneBy(this::remove),
                Step.of("read", "Mount it anew on " + client + " and read the file back", this::read),
                Step.of("find-on-bricks", "Find the file on the bricks", this::findOnBricks),
                Step.of("clean-up", "Remove the file", this::remove));
    }

    @Override
    public void ended(Ending<VolumeCheck> ending) {
        switch (ending.state()) {
            case SUCCEEDED -> publish(ending, true);
            case FAILED, UNDO_FAILED -> publish(ending, false);
            case CANCELLED -> {}
            case PENDING, RUNNING, CANCELLING, UNDOING -> throw new IllegalStateException("not an end");
        }
    }

    private void publish(Ending<VolumeCheck> ending, boolean passed) {
        var input = ending.input();
        var failure = ending.failure();
        var found = ending.learned().getOrDefault(FOUND, "");
        outbox.publish(
                new VolumeChecked(
                        input.volumeId(),
                        input.name(),
                        passed,
                        input.client(),
                        ending.learned().getOrDefault(FILE, ""),
                        ending.learned().getOrDefault(SHA256, ""),
                        found.isEmpty() ? List.of() : List.of(found.split(", ")),
                        failure == null ? null : failure.detail()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private StepOutcome write(StepContext<VolumeCheck> context) {
        var input = context.input();
        if (!pool.find(input).map(GlusterVolume::isStarted).orElse(false)) {
            throw ProblemException.conflict("The volume %s is not started; start it first.".formatted(input.name()));
        }
        var file = file(context);
        var hash = GlusterProblems.asking(
                () -> hosts.writeThroughMount(input.client(), input.name(), input.server(), file));
        return StepOutcome.done().learned(FILE, file).learned(SHA256, hash).learned("client", input.client());
    }

    private StepOutcome read(StepContext<VolumeCheck> context) {
        var input = context.input();
        var hash = GlusterProblems.asking(
                () -> hosts.readThroughMount(input.client(), input.name(), input.server(), file(context)));
        if (!hash.equals(context.required(SHA256))) {
            throw ProblemException.conflict("%s gave back other content than was written: SHA-256 %s instead of %s."
                    .formatted(input.name(), hash, context.required(SHA256)));
        }
        return StepOutcome.done();
    }

    private StepOutcome findOnBricks(StepContext<VolumeCheck> context) {
        var input = context.input();
        var file = file(context);
        var volume = pool.require(input);
        var hashes = GlusterProblems.asking(() -> hosts.hashesOnBricks(volume.contentBricks(), file));
        if (volume.shape().keepsParts()) {
            return parts(volume, file, hashes.keySet());
        }
        var same = hashes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(context.required(SHA256)))
                .map(Map.Entry::getKey)
                .toList();
        if (same.size() != input.copies() || hashes.size() != input.copies()) {
            throw ProblemException.conflict(
                    "%s promises %d copies of a file; %d bricks hold %s, %d of them with the content that was written: %s."
                            .formatted(input.name(), input.copies(), hashes.size(), file, same.size(), hashes));
        }
        return StepOutcome.done()
                .learned(FOUND, same.stream().map(Brick::toString).collect(Collectors.joining(", ")));
    }

    /** Parts differ from the whole and from each other; that they make it was proved by reading it back. */
    private static StepOutcome parts(GlusterVolume volume, String file, Set<Brick> found) {
        var holders =
                volume.sets().stream().filter(set -> found.containsAll(set)).toList();
        if (holders.size() != 1 || found.size() != volume.shape().bricks()) {
            throw ProblemException.conflict("%s promises %d parts of a file on the bricks of one set; %s is on %s."
                    .formatted(volume.name(), volume.shape().bricks(), file, found));
        }
        return StepOutcome.done().learned(FOUND, PoolVolumes.join(holders.getFirst()));
    }

    private StepOutcome remove(StepContext<VolumeCheck> context) {
        var input = context.input();
        var started = pool.find(input).map(GlusterVolume::isStarted).orElse(false);
        if (started) {
            GlusterProblems.changing(
                    () -> hosts.removeThroughMount(input.client(), input.name(), input.server(), file(context)));
        }
        return StepOutcome.done();
    }

    /** Follows from the operation, so that a repeated step writes the same file again. */
    private static String file(StepContext<VolumeCheck> context) {
        return "vmc-check-" + context.operationId();
    }
}
