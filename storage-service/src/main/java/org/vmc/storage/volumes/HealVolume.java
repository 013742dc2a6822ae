package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.HealSummary;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Makes a volume whole again. Nothing of it is taken back: each step only brings the volume nearer to how it shall be.
 *
 * <ol>
 *   <li>start-missing: brick processes and self-heal daemons that do not run, or run unheard
 *   <li>heal: ask for a repair of everything
 *   <li>await: until nothing is left; files in split-brain end it, since a person must decide
 * </ol>
 */
@ApplicationScoped
class HealVolume implements OperationKind<VolumeChange> {

    private static final Duration RECHECK = Duration.ofSeconds(1);

    private final VolumeGuards guards;
    private final PoolVolumes pool;
    private final GlusterPool gluster;
    private final Healing healing;

    HealVolume(VolumeGuards guards, PoolVolumes pool, GlusterPool gluster, Healing healing) {
        this.guards = guards;
        this.pool = pool;
        this.gluster = gluster;
        this.healing = healing;
    }

    @Override
    public String name() {
        return "HealVolume";
    }

    @Override
    public Class<VolumeChange> inputType() {
        return VolumeChange.class;
    }

    @Override
    public List<Step<VolumeChange>> steps(VolumeChange input) {
        return List.of(
                Step.of("start-missing", "Start bricks and self-heal daemons that do not run", this::startMissing),
                Step.<VolumeChange>of("heal", "Ask for a repair of everything", this::heal)
                        .within(Duration.ofMinutes(1)),
                Step.<VolumeChange>of("await", "Wait until nothing is left to heal", this::await)
                        .within(Duration.ofDays(2))
                        .weighing(5));
    }

    private StepOutcome startMissing(StepContext<VolumeChange> context) {
        var volume = guards.requireStarted(context.input());
        var away = pool.offline(volume);
        var unheard =
                GlusterProblems.asking(() -> gluster.healers(volume.name())).containsValue(false);
        if (away.isEmpty() && !unheard) {
            return StepOutcome.done();
        }
        GlusterProblems.changing(() -> gluster.startMissing(volume.name()));
        var still = pool.offline(volume);
        return still.isEmpty()
                ? StepOutcome.done()
                : StepOutcome.notYet(
                        RECHECK,
                        "Bricks that do not run: %s. Their hosts may be away; /storage volume health name:%s says what helps."
                                .formatted(PoolVolumes.join(still), volume.name()));
    }

    private StepOutcome heal(StepContext<VolumeChange> context) {
        return healing.begin(guards.requireStarted(context.input()))
                .<StepOutcome>map(refusal -> StepOutcome.notYet(Healing.UNTIL_THE_DAEMON_KNOWS, refusal))
                .orElseGet(StepOutcome::done);
    }

    private StepOutcome await(StepContext<VolumeChange> context) {
        var volume = guards.requireStarted(context.input());
        var summaries = GlusterProblems.asking(() -> gluster.healSummaries(volume.name()));
        var away = summaries.stream()
                .filter(summary -> !summary.connected())
                .map(HealSummary::brick)
                .toList();
        if (!away.isEmpty()) {
            return StepOutcome.parked(
                    Migrations.pause(context), "Bricks that do not answer: " + PoolVolumes.join(away));
        }
        var left = summaries.stream().mapToLong(HealSummary::entries).max().orElse(0);
        var splitBrain =
                summaries.stream().mapToLong(HealSummary::splitBrain).max().orElse(0);
        if (left > 0 && left == splitBrain) {
            throw ProblemException.conflict(
                    "%d files of %s are in split-brain and nothing else is left to heal. /storage volume health name:%s says how to decide which copies are right."
                            .formatted(splitBrain, volume.name(), volume.name()));
        }
        return left > 0
                ? StepOutcome.parked(Migrations.pause(context), left + " files and directories are left to heal")
                : StepOutcome.done().learned("bricks", PoolVolumes.join(volume.bricks()));
    }
}
