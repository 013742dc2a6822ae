package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.Migration;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Files that move between bricks, for hours if need be: each look asks Gluster how far it is and goes away again, so
 * that neither a worker is held nor anything is lost when one dies.
 */
@ApplicationScoped
class Migrations {

    /** Longer than the largest volume takes. */
    static final Duration LIMIT = Duration.ofDays(14);

    static final String FILES = "movedFiles";
    static final String BYTES = "movedBytes";
    static final String FAILURES = "failedFiles";
    static final String SKIPPED = "skippedFiles";

    private static final String TASK_BEFORE = "taskBefore";
    private static final String NONE = "none";
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int LOOKS_UNTIL_LONGEST = 20;

    private static final Clock CLOCK = Clock.systemUTC();

    private final GlusterPool gluster;
    private final PoolVolumes pool;
    private final BrickHosts hosts;

    Migrations(GlusterPool gluster, PoolVolumes pool, BrickHosts hosts) {
        this.gluster = gluster;
        this.pool = pool;
        this.hosts = hosts;
    }

    /** Spreads the files over all sets. The task of this operation is one that was not there before it began. */
    StepOutcome rebalance(StepContext<? extends PooledVolume> context) {
        var name = context.input().name();
        var last = GlusterProblems.asking(() -> gluster.rebalance(name));
        if (context.learned(TASK_BEFORE).isEmpty()) {
            context.remember(
                    TASK_BEFORE, last.map(task -> task.taskId().toString()).orElse(NONE));
        }
        var before = context.required(TASK_BEFORE);
        var own = last.filter(task -> !task.taskId().toString().equals(before));
        if (own.isEmpty()) {
            GlusterProblems.changing(() -> gluster.startRebalance(name));
            return StepOutcome.parked(SHORTEST_PAUSE, "Moving files to their new places");
        }
        return switch (own.get().state()) {
            case NOT_STARTED, IN_PROGRESS -> going(context, own.get());
            case COMPLETED -> whenAllBricksRun(context, own.get());
            case STOPPED ->
                throw ProblemException.conflict(
                        "Somebody stopped the rebalance of %s; its files stay readable where they are."
                                .formatted(name));
            case FAILED ->
                throw ProblemException.conflict(
                        "The rebalance of %s failed after %s; see /var/log/glusterfs/%s-rebalance.log on its hosts."
                                .formatted(name, moved(own.get()), name));
        };
    }

    /** Stops what {@link #rebalance} began. */
    StepOutcome stopRebalance(StepContext<? extends PooledVolume> context) {
        var input = context.input();
        if (pool.find(input).isEmpty() || context.learned(TASK_BEFORE).isEmpty()) {
            return StepOutcome.done();
        }
        GlusterProblems.asking(() -> gluster.rebalance(input.name()))
                .filter(task -> !task.taskId().toString().equals(context.required(TASK_BEFORE)))
                .filter(task -> task.state() == Migration.State.IN_PROGRESS)
                .ifPresent(task -> GlusterProblems.changing(() -> gluster.stopRebalance(input.name())));
        return StepOutcome.done();
    }

    /** Moves everything off bricks that are to go, and looks that nothing is left on them. */
    StepOutcome empty(StepContext<? extends PooledVolume> context, List<Brick> leaving) {
        var name = context.input().name();
        if (Collections.disjoint(pool.require(context.input()).bricks(), leaving)) {
            return StepOutcome.done();
        }
        var removal = GlusterProblems.asking(() -> gluster.removal(name, leaving));
        if (removal.isEmpty()) {
            return startEmptying(name, leaving);
        }
        return switch (removal.get().state()) {
            case NOT_STARTED, STOPPED -> startEmptying(name, leaving);
            case IN_PROGRESS -> going(context, removal.get());
            case COMPLETED -> {
                requireEmpty(name, leaving, removal.get());
                yield learned(removal.get());
            }
            case FAILED ->
                throw ProblemException.conflict(
                        "Moving files off %s failed after %s; see /var/log/glusterfs/%s-rebalance.log on its host."
                                .formatted(PoolVolumes.join(leaving), moved(removal.get()), name));
        };
    }

    /** Keeps the bricks; files that were moved stay where they are. */
    StepOutcome stopEmptying(StepContext<? extends PooledVolume> context, List<Brick> leaving) {
        var name = context.input().name();
        var volume = pool.find(context.input());
        if (volume.isPresent() && volume.get().bricks().containsAll(leaving)) {
            GlusterProblems.asking(() -> gluster.removal(name, leaving))
                    .filter(task ->
                            task.state() == Migration.State.IN_PROGRESS || task.state() == Migration.State.COMPLETED)
                    .ifPresent(task -> GlusterProblems.changing(() -> gluster.stopRemoval(name, leaving)));
        }
        return StepOutcome.done();
    }

    /** Lets bricks go that were emptied. */
    void commit(PooledVolume known, List<Brick> leaving) {
        if (!Collections.disjoint(pool.require(known).bricks(), leaving)) {
            GlusterProblems.changing(() -> gluster.commitRemoval(known.name(), leaving));
        }
    }

    private StepOutcome startEmptying(String name, List<Brick> leaving) {
        GlusterProblems.changing(() -> gluster.startRemoval(name, leaving));
        return StepOutcome.parked(SHORTEST_PAUSE, "Moving files off " + PoolVolumes.join(leaving));
    }

    private void requireEmpty(String name, List<Brick> leaving, Migration removal) {
        if (removal.failures() + removal.skipped() > 0) {
            throw ProblemException.conflict(
                    "%d files could not be moved off %s and %d were skipped, as for want of room elsewhere; the bricks stay. Free"
                                    .formatted(removal.failures(), PoolVolumes.join(leaving), removal.skipped())
                            + " room on the others, see /var/log/glusterfs/%s-rebalance.log, and try again."
                                    .formatted(name));
        }
        for (var brick : leaving) {
            var left = GlusterProblems.asking(() -> hosts.content(brick));
            if (left > 0) {
                throw ProblemException.conflict(
                        "%d files still lie on %s although Gluster calls it empty; it stays. Try again."
                                .formatted(left, brick));
            }
        }
    }

    /** A host that is away is not counted by Gluster, so it may not have begun. */
    private StepOutcome whenAllBricksRun(StepContext<? extends PooledVolume> context, Migration task) {
        var offline = pool.offline(context.input());
        if (!offline.isEmpty()) {
            return StepOutcome.parked(pause(context), "Bricks that do not run: " + PoolVolumes.join(offline));
        }
        return learned(task);
    }

    private StepOutcome going(StepContext<?> context, Migration task) {
        var message = "Moving files: %s so far; %d of %d hosts are through"
                .formatted(moved(task), task.hostsDone(), task.hosts());
        var fraction = task.hosts() == 0 ? 0 : (double) task.hostsDone() / task.hosts();
        return StepOutcome.parked(pause(context), message).at(fraction);
    }

    /** Whether a rebalance of the operation's own may have moved something. */
    boolean hasBegun(Map<String, String> learned) {
        return learned.containsKey(TASK_BEFORE);
    }

    /** What an operation learned under one of the keys above. */
    static long amount(Map<String, String> learned, String key) {
        return Long.parseLong(learned.getOrDefault(key, "0"));
    }

    /** The longer it takes the more rarely it is asked for. */
    static Duration pause(StepContext<?> context) {
        var pause = Duration.between(context.begunAt(), CLOCK.instant()).dividedBy(LOOKS_UNTIL_LONGEST);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static StepOutcome learned(Migration task) {
        return StepOutcome.done()
                .learned(FILES, String.valueOf(task.files()))
                .learned(BYTES, String.valueOf(task.bytes()))
                .learned(FAILURES, String.valueOf(task.failures()))
                .learned(SKIPPED, String.valueOf(task.skipped()));
    }

    private static String moved(Migration task) {
        return "%d files (%s)".formatted(task.files(), new ByteSize(task.bytes()));
    }
}
