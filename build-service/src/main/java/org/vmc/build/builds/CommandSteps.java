package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Builders;
import org.vmc.build.builders.RunState;
import org.vmc.build.builders.Workspace;
import org.vmc.build.cache.CcacheEnvironment;
import org.vmc.build.distcc.DistccEnvironment;
import org.vmc.build.distcc.Slots;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.recipes.Toolset;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.WorkerState;
import org.vmc.build.workers.Workers;
import org.vmc.contracts.build.BuildStarted;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/** The steps that run the commands of a build. */
@ApplicationScoped
class CommandSteps {
    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final double RUN_WEIGHT = 20;

    private final Workspaces workspaces;
    private final Builders builders;
    private final Workers workers;
    private final Builds builds;
    private final BuildFiles files;
    private final JobNumbers jobNumbers;
    private final BuildLoad load;
    private final WorkerWatch workerWatch;
    private final Outbox outbox;
    private final BuildSettings settings;
    private final Clock clock = Clock.systemUTC();

    CommandSteps(
            Workspaces workspaces,
            Builders builders,
            Workers workers,
            Builds builds,
            BuildFiles files,
            JobNumbers jobNumbers,
            BuildLoad load,
            WorkerWatch workerWatch,
            Outbox outbox,
            BuildSettings settings) {
        this.workspaces = workspaces;
        this.builders = builders;
        this.workers = workers;
        this.builds = builds;
        this.files = files;
        this.jobNumbers = jobNumbers;
        this.load = load;
        this.workerWatch = workerWatch;
        this.outbox = outbox;
        this.settings = settings;
    }

    Step<BuildOrder> prepare() {
        return Step.of("prepare-commands", "Plan the slots and write the commands down on the builder", this::prepare);
    }

    Step<BuildOrder> run() {
        return Step.<BuildOrder>of("run-build", "Run the build commands and follow their log", this::run)
                .undoneBy(this::kill)
                .within(settings.run().timeout().plus(SLACK))
                .weighing(RUN_WEIGHT);
    }

    private StepOutcome prepare(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        var workspace = workspaces.of(order);
        var usable = workers.standing(order.buildId()).in(WorkerState.VERIFIED);
        var planned = slots(order, usable);
        var chosen = jobNumbers.choose(order, usable, planned.map(Slots::jobs).orElseGet(settings.run()::localJobs));
        var slots = planned.map(plan -> plan.withJobs(chosen.jobs()));
        var jobs = chosen.jobs();
        workspace.prepare(
                order.recipe().commands(tools(order.recipe(), jobs)),
                order.isDistributed() ? DistccEnvironment.LAUNCHER : "",
                environment(order, slots, workspace, context.required("compiler")));
        var origin = context.origin();
        return StepOutcome.done().learned("jobs", Integer.toString(jobs)).committing(() -> {
            var build = builds.findById(order.buildId());
            build.started(chosen, clock.instant());
            jobNumbers.begun(order, usable, chosen);
            outbox.publish(
                    new BuildStarted(
                            build.id(),
                            build.source(),
                            build.mode(),
                            jobs,
                            usable.stream().map(Worker::name).toList(),
                            origin.actor(),
                            origin.team().isEmpty() ? null : origin.team()),
                    origin.correlationId(),
                    context.operationId());
        });
    }

    private Optional<Slots> slots(BuildOrder order, List<Worker> usable) {
        if (!order.isDistributed()) {
            return Optional.empty();
        }
        var port = settings.workers().distccdPort();
        var machines = usable.stream()
                .map(worker -> new Slots.Machine(worker.address().orElseThrow(), port, worker.vcpus()))
                .toList();
        return Optional.of(Slots.plan(builders.named(order.builder()).vcpus(), machines));
    }

    private static Toolset tools(Recipe recipe, int jobs) {
        return new Toolset(Workspace.COMPILER_CALL, recipe.compiler(), recipe.cxxCompiler(), jobs);
    }

    private Map<String, String> environment(
            BuildOrder order, Optional<Slots> slots, Workspace workspace, String compiler) {
        var environment = new TreeMap<String, String>();
        slots.ifPresent(planned -> environment.putAll(DistccEnvironment.of(
                planned,
                workspace.dispatchState(),
                workspace.dispatchLog(),
                settings.run().distccIoTimeout(),
                settings.run().distccPause())));
        if (order.isCached()) {
            environment.putAll(CcacheEnvironment.of(
                    workspace.cacheDirectory(),
                    workspace.cacheEvents(),
                    compiler,
                    settings.cache().maxBytes(),
                    Workspace.COMPILER_CALL));
            environment.put(Workspace.CACHE, CcacheEnvironment.LAUNCHER);
        }
        return environment;
    }

    private StepOutcome run(StepContext<BuildOrder> context) throws IOException, InterruptedException {
        try (var _ = load.measure(context.input());
                var _ = workerWatch.watch(context.input())) {
            return runMeasured(context);
        }
    }

    private StepOutcome runMeasured(StepContext<BuildOrder> context) throws IOException, InterruptedException {
        var order = context.input();
        var workspace = workspaces.of(order);
        var deadline = context.begunAt().plus(settings.run().timeout());
        @Nullable LogCopy log = null;
        while (true) {
            switch (workspace.state()) {
                case RunState.Absent absent -> {
                    var recipe = order.recipe();
                    workspace.start(
                            recipe.directory(),
                            settings.run().nice(),
                            recipe.compiler(),
                            settings.run().maxFileBytes());
                    log = follow(context, workspace, left(deadline));
                }
                case RunState.Running running -> log = follow(context, workspace, left(deadline));
                case RunState.Finished finished -> {
                    // After a restart the end of the log may not have been read yet.
                    return finished(context, finished, log == null ? follow(context, workspace, SLACK) : log);
                }
                case RunState.Vanished vanished ->
                    throw ProblemException.conflict(
                            "The build on %s ended without an exit status: somebody ended its processes, or the host restarted."
                                    .formatted(order.builder()));
            }
        }
    }

    private Duration left(Instant deadline) {
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw ProblemException.conflict("The build took longer than %d s and was ended."
                    .formatted(settings.run().timeout().toSeconds()));
        }
        return left;
    }

    private StepOutcome finished(StepContext<BuildOrder> context, RunState.Finished finished, LogCopy log) {
        var times = finished.times();
        builds.noteRun(context.input().buildId(), times, finished.testTimes(), log.lines());
        if (finished.status() != 0) {
            log.diskFull().ifPresent(line -> {
                throw ProblemException.of(
                        ProblemType.NO_SPACE,
                        "The %s exited with %d; a program found a disk of %s full: %s"
                                .formatted(
                                        finished.phase().words(),
                                        finished.status(),
                                        context.input().builder(),
                                        line));
            });
            throw ProblemException.conflict("The %s exited with %d; the log ends with: %s"
                    .formatted(finished.phase().words(), finished.status(), log.lastLine()));
        }
        var done = StepOutcome.done();
        return times == null ? done : done.learned("realMillis", Long.toString(times.realMillis()));
    }

    /** Reads the log to its end, however far it was read before. */
    private LogCopy follow(StepContext<BuildOrder> context, Workspace workspace, Duration limit)
            throws IOException, InterruptedException {
        var buildId = context.input().buildId();
        var expected = builds.expectedLogLines(buildId);
        try (var copy = LogCopy.open(files.log(buildId), settings.run().maxLogBytes())) {
            workspace.follow(limit, line -> {
                copy.line(line);
                context.progress(
                        fraction(copy.lines(), expected), "Line %d: %s".formatted(copy.lines(), shortened(line)));
            });
            return copy;
        }
    }

    private static double fraction(long lines, Optional<Long> expected) {
        // Without an earlier build to compare with nobody knows how far this one is.
        return expected.filter(all -> all > 0)
                .map(all -> Math.min(0.99, (double) lines / all))
                .orElse(0.5);
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 99) + "…";
    }

    private StepOutcome kill(StepContext<BuildOrder> context) throws InterruptedException {
        workspaces.of(context.input()).kill();
        return StepOutcome.done();
    }
}
