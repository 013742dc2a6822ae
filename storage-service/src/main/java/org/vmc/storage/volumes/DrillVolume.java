package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.VolumeDrilled;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Proves that a volume outlives the loss of a brick. The process of one brick is stopped, never a host; everything that
 * is there is read before, while it is away and after it was healed, and compared with what was written.
 *
 * <ol>
 *   <li>check: it is whole, nothing is left to heal, nobody uses it
 *   <li>write: files through a mount; undone by removing all files of the drill
 *   <li>stop-brick: undone by starting what does not run, and waiting until it does
 *   <li>use-without: write other files and read all, through new mounts, while the brick is away
 *   <li>bring-back: start what does not run
 *   <li>heal: until nothing is left to heal and the brick has as many names as the others
 *   <li>verify: read all through a new mount, and find them on the brick
 *   <li>clean-up: remove all files of the drill
 * </ol>
 */
@ApplicationScoped
class DrillVolume implements OperationKind<VolumeDrill> {

    private static final String BEFORE = "before";
    private static final String WITHOUT = "without";
    private static final List<String> FILES = List.of("1", "2", "3");
    private static final String STOPPED_AT = "stoppedAt";
    private static final String BACK_AT = "backAt";
    private static final String AWAY_MILLIS = "awayMillis";
    private static final String HEAL_MILLIS = "healMillis";
    private static final String HEAL_BEGUN = "healBegun";
    private static final Duration RECHECK = Duration.ofMillis(500);

    private final VolumeGuards guards;
    private final PoolVolumes pool;
    private final GlusterPool gluster;
    private final BrickHosts hosts;
    private final Healing healing;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    DrillVolume(
            VolumeGuards guards,
            PoolVolumes pool,
            GlusterPool gluster,
            BrickHosts hosts,
            Healing healing,
            Outbox outbox) {
        this.guards = guards;
        this.pool = pool;
        this.gluster = gluster;
        this.hosts = hosts;
        this.healing = healing;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "DrillVolume";
    }

    @Override
    public Class<VolumeDrill> inputType() {
        return VolumeDrill.class;
    }

    @Override
    public List<Step<VolumeDrill>> steps(VolumeDrill input) {
        var victim = input.victim();
        return List.of(
                Step.of("check", "Check that it is whole, healed and used by nobody", this::check),
                Step.<VolumeDrill>of("write", "Mount it on " + input.client() + " and write files", this::write)
                        .undoneBy(this::remove),
                Step.<VolumeDrill>of("stop-brick", "Stop the process of the brick " + victim, this::stopBrick)
                        .undoneBy(this::bringBack),
                Step.of("use-without", "Write other files and read all while it is away", this::useWithout),
                Step.of("bring-back", "Start the brick again and wait until it runs", this::bringBack),
                Step.<VolumeDrill>of("heal", "Wait until nothing is left to heal", this::heal)
                        .within(Duration.ofHours(1))
                        .weighing(3),
                Step.of("verify", "Read all files anew and find them on the brick", this::verify),
                Step.of("clean-up", "Remove the files", this::remove));
    }

    @Override
    public void ended(Ending<VolumeDrill> ending) {
        switch (ending.state()) {
            case SUCCEEDED -> publish(ending, true);
            case FAILED, UNDO_FAILED -> publish(ending, false);
            case CANCELLED -> {}
            case PENDING, RUNNING, CANCELLING, UNDOING -> throw new IllegalStateException("not an end");
        }
    }

    private void publish(Ending<VolumeDrill> ending, boolean passed) {
        var input = ending.input();
        var failure = ending.failure();
        outbox.publish(
                new VolumeDrilled(
                        input.volumeId(),
                        input.name(),
                        passed,
                        input.victim().toString(),
                        number(ending.learned(), AWAY_MILLIS),
                        number(ending.learned(), HEAL_MILLIS),
                        failure == null ? null : failure.detail()),
                ending.origin().correlationId(),
                ending.operationId());
    }

    private static @Nullable Long number(Map<String, String> learned, String key) {
        var text = learned.get(key);
        return text == null ? null : Long.valueOf(text);
    }

    private StepOutcome check(StepContext<VolumeDrill> context) {
        var input = context.input();
        guards.requireFitForDrill(guards.requireAsKnown(input.volumeId(), input));
        return StepOutcome.done()
                .learned("lostBrick", input.victim().toString())
                .learned("client", input.client());
    }

    private StepOutcome write(StepContext<VolumeDrill> context) {
        write(context, BEFORE);
        return StepOutcome.done().learned("writeMillis", since(context.begunAt().toEpochMilli()));
    }

    private StepOutcome stopBrick(StepContext<VolumeDrill> context) {
        var input = context.input();
        var volume = guards.requireStarted(input);
        // Noted before: how long it was away counts from the attempt.
        if (context.learned(STOPPED_AT).isEmpty()) {
            context.remember(STOPPED_AT, String.valueOf(clock.millis()));
        }
        if (!pool.offline(volume).contains(input.victim())) {
            GlusterProblems.changing(() -> hosts.stopBrick(input.victim(), input.name()));
        }
        return pool.offline(volume).contains(input.victim())
                ? StepOutcome.done()
                : StepOutcome.notYet(RECHECK, "Gluster has not noticed yet that the brick is away");
    }

    private StepOutcome useWithout(StepContext<VolumeDrill> context) {
        var input = context.input();
        var others = pool.offline(guards.requireStarted(input)).stream()
                .filter(brick -> !brick.equals(input.victim()))
                .toList();
        if (!others.isEmpty()) {
            throw ProblemException.conflict("The drill is given up: other bricks of %s went away too: %s."
                    .formatted(input.name(), PoolVolumes.join(others)));
        }
        write(context, WITHOUT);
        read(context, BEFORE);
        read(context, WITHOUT);
        return StepOutcome.done().learned("useMillis", since(context.begunAt().toEpochMilli()));
    }

    private StepOutcome bringBack(StepContext<VolumeDrill> context) {
        var input = context.input();
        var volume = pool.find(input).filter(GlusterVolume::isStarted);
        if (volume.isEmpty()) {
            // Somebody stopped or deleted it: nothing of it shall run.
            return StepOutcome.done();
        }
        if (pool.offline(volume.get()).contains(input.victim())) {
            GlusterProblems.changing(() -> gluster.startMissing(input.name()));
        }
        if (pool.offline(volume.get()).contains(input.victim())) {
            return StepOutcome.notYet(RECHECK, "The brick " + input.victim() + " does not run yet");
        }
        var stopped = context.learned(STOPPED_AT);
        var back = StepOutcome.done().learned(BACK_AT, String.valueOf(clock.millis()));
        return stopped.isEmpty() ? back : back.learned(AWAY_MILLIS, since(Long.parseLong(stopped.get())));
    }

    private StepOutcome heal(StepContext<VolumeDrill> context) {
        var input = context.input();
        var volume = guards.requireStarted(input);
        if (context.learned(HEAL_BEGUN).isEmpty()) {
            var refusal = healing.begin(volume);
            if (refusal.isPresent()) {
                return StepOutcome.notYet(Healing.UNTIL_THE_DAEMON_KNOWS, refusal.get());
            }
            context.remember(HEAL_BEGUN, "true");
        }
        var outcome = healing.awaitWhole(context, volume, input.victim());
        return outcome instanceof StepOutcome.Done done
                ? done.learned(HEAL_MILLIS, since(Long.parseLong(context.required(BACK_AT))))
                : outcome;
    }

    private StepOutcome verify(StepContext<VolumeDrill> context) {
        var input = context.input();
        read(context, BEFORE);
        read(context, WITHOUT);
        var volume = guards.requireStarted(input);
        for (var phase : List.of(BEFORE, WITHOUT)) {
            for (var number : FILES) {
                findOnBrick(context, volume, phase, number);
            }
        }
        return StepOutcome.done().learned("verified", String.valueOf(FILES.size() * 2));
    }

    /** Of a set that has the file the healed brick must have it too, and the content when it keeps whole files. */
    private void findOnBrick(StepContext<VolumeDrill> context, GlusterVolume volume, String phase, String number) {
        var victim = context.input().victim();
        var file = file(context, phase, number);
        var found = GlusterProblems.asking(() -> hosts.hashesOnBricks(volume.setOf(victim), file));
        if (found.isEmpty()) {
            return;
        }
        var wholeFiles = volume.shape().keepsCopies() && volume.contentBricks().contains(victim);
        var hash = found.get(victim);
        if (hash == null || wholeFiles && !hash.equals(context.required(sum(phase, number)))) {
            throw ProblemException.conflict("Gluster says that %s is healed, but %s %s on it."
                    .formatted(victim, file, hash == null ? "is not" : "has other content"));
        }
    }

    private void write(StepContext<VolumeDrill> context, String phase) {
        var input = context.input();
        for (var number : FILES) {
            var file = file(context, phase, number);
            var hash = GlusterProblems.asking(
                    () -> hosts.writeThroughMount(input.client(), input.name(), input.server(), file));
            context.remember(sum(phase, number), hash);
        }
    }

    private void read(StepContext<VolumeDrill> context, String phase) {
        var input = context.input();
        for (var number : FILES) {
            var file = file(context, phase, number);
            var hash = GlusterProblems.asking(
                    () -> hosts.readThroughMount(input.client(), input.name(), input.server(), file));
            if (!hash.equals(context.required(sum(phase, number)))) {
                throw ProblemException.conflict(
                        "%s gave back other content of %s than was written: SHA-256 %s instead of %s."
                                .formatted(input.name(), file, hash, context.required(sum(phase, number))));
            }
        }
    }

    private StepOutcome remove(StepContext<VolumeDrill> context) {
        var input = context.input();
        if (pool.find(input).map(GlusterVolume::isStarted).orElse(false)) {
            for (var phase : List.of(BEFORE, WITHOUT)) {
                for (var number : FILES) {
                    var file = file(context, phase, number);
                    GlusterProblems.changing(
                            () -> hosts.removeThroughMount(input.client(), input.name(), input.server(), file));
                }
            }
        }
        return StepOutcome.done();
    }

    private String since(long millis) {
        return String.valueOf(Math.max(0, clock.millis() - millis));
    }

    private static String sum(String phase, String number) {
        return "sha256." + phase + "." + number;
    }

    /** Follows from the operation, so that a repeated step writes the same file again. */
    private static String file(StepContext<VolumeDrill> context, String phase, String number) {
        return "vmc-drill-%s-%s-%s".formatted(context.operationId(), phase, number);
    }
}
