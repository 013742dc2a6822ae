package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.BuiltFile;
import org.vmc.build.builders.Workspace;
import org.vmc.build.distcc.DispatchReport;
import org.vmc.build.distcc.DistccLog;
import org.vmc.build.sources.Sha256;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.Workers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/** The steps after the commands: what came out is kept, and the builder is left as it was. */
@ApplicationScoped
class ResultSteps {
    private static final Duration COLLECTING = Duration.ofMinutes(15);
    private static final Duration CLEANING = Duration.ofMinutes(2);

    private final Workspaces workspaces;
    private final Builds builds;
    private final Manifests manifests;
    private final Workers workers;
    private final BuildFiles files;
    private final BuildSettings settings;
    private final Clock clock = Clock.systemUTC();

    ResultSteps(
            Workspaces workspaces,
            Builds builds,
            Manifests manifests,
            Workers workers,
            BuildFiles files,
            BuildSettings settings) {
        this.workspaces = workspaces;
        this.builds = builds;
        this.manifests = manifests;
        this.workers = workers;
        this.files = files;
        this.settings = settings;
    }

    Step<BuildOrder> collect() {
        return Step.<BuildOrder>of(
                        "collect-results",
                        "Keep checksums, artifacts and the report of who compiled what",
                        this::collect)
                .within(COLLECTING);
    }

    Step<BuildOrder> clean() {
        return Step.<BuildOrder>of("clean-workspace", "Remove the workspace on the builder", this::clean)
                .within(CLEANING.multipliedBy(2));
    }

    private StepOutcome collect(StepContext<BuildOrder> context) throws IOException, InterruptedException {
        var order = context.input();
        var workspace = workspaces.of(order);
        var recipe = order.recipe();
        var manifest = Manifest.of(workspace.files(recipe.objects(), recipe.artifacts()));
        if (!recipe.artifacts().isEmpty()) {
            keepArtifacts(order.buildId(), workspace, workspace.files(List.of(), recipe.artifacts()));
        }
        var report = DistccLog.read(workspace.dispatchLines(DistccLog.NEEDED_LINES).stream());
        return StepOutcome.done().learned("manifest", manifest.sha256()).committing(() -> {
            var build = builds.findById(order.buildId());
            build.collected(manifest);
            manifests.keep(order.buildId(), manifest);
            if (order.isDistributed()) {
                build.dispatched(report);
                workers.standing(order.buildId()).workers().forEach(worker -> noteWork(worker, report));
            }
        });
    }

    private void noteWork(Worker worker, DispatchReport report) {
        var host = worker.address().orElse("") + ":" + settings.workers().distccdPort();
        var failures = report.losses().stream()
                .filter(loss -> loss.host().equals(host))
                .map(DispatchReport.Loss::reason)
                .toList();
        workers.worked(worker.vmId(), report.compiledBy(host), failures);
    }

    private void keepArtifacts(UUID buildId, Workspace workspace, List<BuiltFile> artifacts)
            throws IOException, InterruptedException {
        var total = artifacts.stream().mapToLong(BuiltFile::sizeBytes).sum();
        var limit = settings.run().maxArtifactsBytes();
        if (total > limit) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The artifacts of this build have %d bytes; %d are kept at most.".formatted(total, limit));
        }
        for (var artifact : artifacts) {
            keep(buildId, workspace, artifact);
        }
    }

    private void keep(UUID buildId, Workspace workspace, BuiltFile artifact) throws IOException, InterruptedException {
        var file = files.artifact(buildId, artifact.path());
        Files.createDirectories(file.getParent());
        var part = Files.createTempFile(files.artifacts(buildId).getParent(), "artifact-", ".part");
        try {
            try (var sink = Files.newOutputStream(part)) {
                workspace.read(artifact, sink);
            }
            if (!Sha256.of(part).equals(artifact.sha256())) {
                throw new IOException("The artifact %s changed while it was fetched".formatted(artifact.path()));
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The build has succeeded; a builder that went away must not turn it into a failure. */
    private StepOutcome clean(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        try {
            var workspace = workspaces.of(order);
            // What a build leaves running could read the next one's workspace: both have the same account.
            workspace.kill();
            workspace.remove();
            return StepOutcome.done();
        } catch (ProblemException unreachable) {
            if (clock.instant().isBefore(context.begunAt().plus(CLEANING))) {
                throw unreachable;
            }
            return StepOutcome.done().learned("leftBehind", unreachable.detail());
        }
    }
}
