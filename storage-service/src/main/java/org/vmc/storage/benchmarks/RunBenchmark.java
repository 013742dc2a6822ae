package org.vmc.storage.benchmarks;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.contracts.storage.BenchmarkFinished;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.storage.files.BrickScan;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.TreeJob;
import org.vmc.storage.gluster.TreeJobs;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Makes, searches and reads a tree of small files in each of several places, in turns. What was measured is kept at
 * once, so that a benchmark of days goes on where it was. The work itself is the host's and goes on while this service
 * is away.
 *
 * <ol>
 *   <li>check: the volumes are started; undone by ending what runs and removing all that was made
 *   <li>round-1-local, …: make the tree, find a file in it, read it, scan it when that is wanted, remove it
 *   <li>clear-up: remove what is left on the client
 * </ol>
 */
@ApplicationScoped
class RunBenchmark implements OperationKind<BenchmarkRun> {

    private static final Duration LONGEST = Duration.ofDays(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int PAUSE_SHARE = 10;
    private static final List<TreeJob.Action> MEASURED =
            List.of(TreeJob.Action.GENERATE, TreeJob.Action.FIND, TreeJob.Action.READ);
    private static final String STOPPED = "stopped";

    private final Benchmarks benchmarks;
    private final TreeJobs jobs;
    private final GlusterPool pool;
    private final BrickScan scan;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    RunBenchmark(Benchmarks benchmarks, TreeJobs jobs, GlusterPool pool, BrickScan scan, Outbox outbox) {
        this.benchmarks = benchmarks;
        this.jobs = jobs;
        this.pool = pool;
        this.scan = scan;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RunBenchmark";
    }

    @Override
    public Class<BenchmarkRun> inputType() {
        return BenchmarkRun.class;
    }

    @Override
    public List<Step<BenchmarkRun>> steps(BenchmarkRun input) {
        var steps = new ArrayList<Step<BenchmarkRun>>();
        steps.add(Step.<BenchmarkRun>of("check", "Check that the volumes are started", this::check)
                .undoneBy(this::clearUp));
        var makers = input.makers();
        for (var round = 1; round <= input.rounds(); round++) {
            // Whoever is first gains or loses by it; so each is in turn.
            for (var place = 0; place < makers.size(); place++) {
                steps.add(turn(input, round, makers.get((place + round - 1) % makers.size())));
            }
        }
        steps.add(Step.<BenchmarkRun>of("clear-up", "Remove what is left on " + input.client(), this::clear)
                .within(LONGEST));
        return steps;
    }

    private Step<BenchmarkRun> turn(BenchmarkRun input, int round, BenchmarkTarget maker) {
        var name = "round-%d-%s".formatted(round, maker.toString().replace(':', '-'));
        var description = "Make %d × %d files of %d bytes (%s) from %s, find one, read all%s, remove them"
                .formatted(
                        input.directories(),
                        input.files(),
                        input.bytes(),
                        maker,
                        input.client(),
                        input.isScanned(maker) ? ", both on the bricks as well" : "");
        return Step.<BenchmarkRun>of(name, description, context -> measure(context, round, maker))
                .within(LONGEST)
                .weighing(10);
    }

    @Override
    public void ended(Ending<BenchmarkRun> ending) {
        var input = ending.input();
        benchmarks.findByIdOptional(input.benchmarkId()).ifPresent(benchmark -> {
            benchmark.endedAt = clock.instant();
            benchmark.state = ending.state();
        });
        if (ending.state() == OperationState.SUCCEEDED) {
            outbox.publish(
                    new BenchmarkFinished(
                            input.benchmarkId(),
                            input.client(),
                            input.targets(),
                            input.directories(),
                            input.files(),
                            input.bytes(),
                            input.rounds()),
                    ending.origin().correlationId(),
                    ending.operationId());
        }
    }

    private StepOutcome check(StepContext<BenchmarkRun> context) {
        var input = context.input();
        input.volumes().keySet().forEach(volume -> require(input, volume));
        return StepOutcome.done().learned("benchmark", input.benchmarkId().toString());
    }

    private StepOutcome measure(StepContext<BenchmarkRun> context, int round, BenchmarkTarget maker) {
        var input = context.input();
        var known = benchmarks.measurements(input.benchmarkId());
        for (var action : MEASURED) {
            if (isKnown(known, round, maker, action)) {
                continue;
            }
            switch (look(context, round, maker, action)) {
                case TreeJob.State.Running running -> {
                    return waiting(context, maker, action, running);
                }
                case TreeJob.State.Failed failed -> throw failed(maker, action, failed);
                case TreeJob.State.Done done ->
                    benchmarks.note(
                            input.benchmarkId(),
                            new Measurement(round, maker.toString(), action.wireName(), done.micros()));
            }
        }
        if (input.isScanned(maker)) {
            scan(input, known, round, BenchmarkRun.scanOf(maker));
        }
        return remove(context, round, maker);
    }

    private TreeJob.State look(
            StepContext<BenchmarkRun> context, int round, BenchmarkTarget maker, TreeJob.Action action) {
        var input = context.input();
        var job = new TreeJob(round, input.place(maker), action);
        return GlusterProblems.asking(() -> jobs.look(input.client(), input.tree(), job));
    }

    private StepOutcome remove(StepContext<BenchmarkRun> context, int round, BenchmarkTarget maker) {
        return switch (look(context, round, maker, TreeJob.Action.REMOVE)) {
            case TreeJob.State.Running running -> waiting(context, maker, TreeJob.Action.REMOVE, running);
            case TreeJob.State.Failed failed -> throw failed(maker, TreeJob.Action.REMOVE, failed);
            case TreeJob.State.Done done -> StepOutcome.done();
        };
    }

    /** The clock of this service: what is measured is what a user waits for, connections included. */
    private void scan(BenchmarkRun input, List<Measurement> known, int round, BenchmarkTarget target) {
        var volume = require(input, target.requiredVolume());
        var tree = input.tree();
        if (!isKnown(known, round, target, TreeJob.Action.FIND)) {
            var begun = System.nanoTime();
            var found = scan.find(volume, tree.lastFile(), 2);
            note(input, round, target, TreeJob.Action.FIND, begun);
            var expected = "%s/d%d/%s".formatted(tree.directory(), tree.directories() - 1, tree.lastFile());
            if (found.size() != 1 || !found.getFirst().path().equals(expected)) {
                throw ProblemException.conflict(
                        "Scanning %s for %s found %s.".formatted(volume.name(), expected, found));
            }
        }
        if (BrickScan.keepsWholeFiles(volume) && !isKnown(known, round, target, TreeJob.Action.READ)) {
            var begun = System.nanoTime();
            var bytes = scan.read(volume, tree.directory());
            note(input, round, target, TreeJob.Action.READ, begun);
            if (bytes != tree.totalBytes()) {
                throw ProblemException.conflict(
                        "Scanning %s read %d bytes of %d.".formatted(volume.name(), bytes, tree.totalBytes()));
            }
        }
    }

    private void note(BenchmarkRun input, int round, BenchmarkTarget target, TreeJob.Action action, long begun) {
        var micros = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1000;
        benchmarks.note(input.benchmarkId(), new Measurement(round, target.toString(), action.wireName(), micros));
    }

    private static boolean isKnown(List<Measurement> known, int round, BenchmarkTarget target, TreeJob.Action action) {
        return known.stream()
                .anyMatch(measured -> measured.round() == round
                        && measured.target().equals(target.toString())
                        && measured.step().equals(action.wireName()));
    }

    private StepOutcome waiting(
            StepContext<BenchmarkRun> context,
            BenchmarkTarget maker,
            TreeJob.Action action,
            TreeJob.State.Running running) {
        var elapsed = Duration.between(context.begunAt(), clock.instant());
        var pause = Duration.ofMillis(
                Math.clamp(elapsed.toMillis() / PAUSE_SHARE, SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
        var made = action == TreeJob.Action.GENERATE
                ? ": %d of %d directories"
                        .formatted(running.directories(), context.input().directories())
                : "";
        return StepOutcome.parked(pause, "%s, %s%s".formatted(maker, action.wireName(), made))
                .at(
                        action == TreeJob.Action.GENERATE
                                ? (double) running.directories()
                                        / context.input().directories()
                                        / 2
                                : 0.5);
    }

    private static ProblemException failed(BenchmarkTarget maker, TreeJob.Action action, TreeJob.State.Failed failed) {
        return ProblemException.conflict("%s failed in %s: %s.".formatted(action.wireName(), maker, failed.reason()));
    }

    private StepOutcome clearUp(StepContext<BenchmarkRun> context) {
        var input = context.input();
        if (context.learned(STOPPED).isEmpty()) {
            GlusterProblems.changing(() -> jobs.stop(input.client(), input.tree()));
            // Only once: from now on it is the removal that runs.
            context.remember(STOPPED, "true");
        }
        for (var maker : input.makers()) {
            var volume = maker.volume();
            // What is in a volume that somebody stopped or deleted cannot be reached.
            if (volume != null && find(input, volume).isPresent()) {
                switch (look(context, 0, maker, TreeJob.Action.REMOVE)) {
                    case TreeJob.State.Running running -> {
                        return StepOutcome.notYet(
                                Duration.ofSeconds(1), "%s, %s".formatted(maker, TreeJob.Action.REMOVE.wireName()));
                    }
                    case TreeJob.State.Failed failed -> throw failed(maker, TreeJob.Action.REMOVE, failed);
                    case TreeJob.State.Done done -> {}
                }
            }
        }
        return clear(context);
    }

    /** Each turn has removed its tree; what is left are the notes of the jobs. */
    private StepOutcome clear(StepContext<BenchmarkRun> context) {
        var input = context.input();
        GlusterProblems.changing(() -> jobs.clear(input.client(), input.tree()));
        return StepOutcome.done();
    }

    private GlusterVolume require(BenchmarkRun input, String volume) {
        return find(input, volume)
                .orElseThrow(() -> ProblemException.conflict(
                        "The volume %s is not there any more, or not started.".formatted(volume)));
    }

    private Optional<GlusterVolume> find(BenchmarkRun input, String volume) {
        return GlusterProblems.asking(() -> pool.volume(volume))
                .filter(GlusterVolume::isStarted)
                .filter(found -> found.id().equals(input.volumes().get(volume)));
    }
}
