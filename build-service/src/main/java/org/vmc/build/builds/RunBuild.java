package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.vmc.build.tuning.Tunings;
import org.vmc.build.workers.Workers;
import org.vmc.contracts.build.BuildFinished;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Step;

/**
 * Runs a build on its builder.
 *
 * <table>
 *   <caption>Steps; those with a star only when the build is distributed, with two when it has a cache</caption>
 *   <tr><th>step</th><th>undo</th></tr>
 *   <tr><td>fetch-source: into the cache of this machine</td><td>none; the cache stays</td></tr>
 *   <tr><td>reserve-builder: it answers and has all programs; its compiler's fingerprint</td><td>none</td></tr>
 *   <tr><td>request-workers*: event to vm-service</td><td>release them by event</td></tr>
 *   <tr><td>upload-source: to the builder, unpacked</td><td>remove the workspace</td></tr>
 *   <tr><td>await-workers*: what vm-service says of them</td><td>none</td></tr>
 *   <tr><td>verify-workers*: they answer and have the builder's compiler</td><td>none</td></tr>
 *   <tr><td>restore-cache**: what earlier builds compiled</td><td>none; it is in the workspace</td></tr>
 *   <tr><td>prepare-commands: written down on the builder; the build counts as started</td><td>none</td></tr>
 *   <tr><td>run-build: detached from us, its log followed</td><td>end its processes</td></tr>
 *   <tr><td>check-objects*: some files of workers compiled again</td><td>none</td></tr>
 *   <tr><td>collect-results: manifest, artifacts, distcc's report</td><td>none; they belong to the build</td></tr>
 *   <tr><td>keep-cache**: for the next build</td><td>none; it belongs to the team</td></tr>
 *   <tr><td>release-workers*: by event</td><td>none needed</td></tr>
 *   <tr><td>clean-workspace</td><td>none needed</td></tr>
 * </table>
 */
@ApplicationScoped
class RunBuild implements OperationKind<BuildOrder> {
    private final SourceSteps sources;
    private final WorkerSteps workerSteps;
    private final CommandSteps commands;
    private final ResultSteps results;
    private final CacheSteps cache;
    private final TrustSteps trust;
    private final Builds builds;
    private final Workers workers;
    private final Tunings tunings;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    RunBuild(
            SourceSteps sources,
            WorkerSteps workerSteps,
            CommandSteps commands,
            ResultSteps results,
            CacheSteps cache,
            TrustSteps trust,
            Builds builds,
            Workers workers,
            Tunings tunings,
            Outbox outbox) {
        this.sources = sources;
        this.workerSteps = workerSteps;
        this.commands = commands;
        this.results = results;
        this.cache = cache;
        this.trust = trust;
        this.builds = builds;
        this.workers = workers;
        this.tunings = tunings;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RunBuild";
    }

    @Override
    public Class<BuildOrder> inputType() {
        return BuildOrder.class;
    }

    @Override
    public List<Step<BuildOrder>> steps(BuildOrder order) {
        return Stream.of(
                        always(sources.fetch()),
                        always(sources.reserve()),
                        when(order.isDistributed(), workerSteps.request()),
                        always(sources.upload()),
                        when(order.isDistributed(), workerSteps.await()),
                        when(order.isDistributed(), workerSteps.verify()),
                        when(order.isCached(), cache.restore()),
                        always(commands.prepare()),
                        always(commands.run()),
                        when(order.isDistributed(), trust.check()),
                        always(results.collect()),
                        when(order.isCached(), cache.keep()),
                        when(order.isDistributed(), workerSteps.release()),
                        always(results.clean()))
                .flatMap(step -> step)
                .toList();
    }

    private static Stream<Step<BuildOrder>> always(Step<BuildOrder> step) {
        return Stream.of(step);
    }

    private static Stream<Step<BuildOrder>> when(boolean wanted, Step<BuildOrder> step) {
        return wanted ? Stream.of(step) : Stream.empty();
    }

    @Override
    public void ended(Ending<BuildOrder> ending) {
        var outcome =
                switch (ending.state()) {
                    case SUCCEEDED -> BuildOutcome.SUCCEEDED;
                    case CANCELLED -> BuildOutcome.CANCELLED;
                    case FAILED, UNDO_FAILED -> BuildOutcome.FAILED;
                    case PENDING, RUNNING, CANCELLING, UNDOING ->
                        throw new IllegalStateException("An operation does not end as " + ending.state());
                };
        var build = builds.findById(ending.input().buildId());
        var failure = ending.failure();
        var reason = failure == null ? null : failure.detail();
        build.finished(outcome, reason, clock.instant());
        if (outcome == BuildOutcome.SUCCEEDED) {
            build.realMillis().ifPresent(millis -> tunings.measured(build.id(), millis, build.cacheFound()));
        }
        // Whatever way it ended, no worker is left behind.
        workers.release(build.id(), "The build has ended.");
        outbox.publish(
                new BuildFinished(
                        build.id(),
                        build.source(),
                        build.mode(),
                        outcome,
                        build.realMillis().orElse(null),
                        build.userMillis().orElse(null),
                        build.systemMillis().orElse(null),
                        build.jobs().orElse(0),
                        build.workersWanted(),
                        build.manifestSha256().orElse(null),
                        reason),
                ending.origin().correlationId(),
                ending.operationId());
    }
}
