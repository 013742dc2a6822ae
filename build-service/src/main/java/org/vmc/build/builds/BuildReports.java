package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vmc.build.load.Loads;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.Workers;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;

/** What is told about builds. Runs in the caller's transaction. */
@ApplicationScoped
class BuildReports {
    private final Builds builds;
    private final Manifests manifests;
    private final Workers workers;
    private final Operations operations;
    private final Loads loads;

    BuildReports(Builds builds, Manifests manifests, Workers workers, Operations operations, Loads loads) {
        this.builds = builds;
        this.manifests = manifests;
        this.workers = workers;
        this.operations = operations;
        this.loads = loads;
    }

    /** @throws ProblemException 404 when there is none */
    Build find(String id) {
        return uuid(id).flatMap(builds::findByIdOptional).orElseThrow(() -> ProblemException.notFound("build", id));
    }

    List<BuildView> list(BuildFilter filter, Optional<UUID> before, int limit) {
        return builds.newest(filter, before, limit).stream()
                .map(build ->
                        BuildView.of(build, operationOf(build), workersOf(build), Optional.empty(), Optional.empty()))
                .toList();
    }

    BuildView show(Build build) {
        return BuildView.of(build, operationOf(build), workersOf(build), comparison(build), loadOf(build));
    }

    private List<Worker> workersOf(Build build) {
        return build.workersWanted() == 0
                ? List.of()
                : workers.standing(build.id()).workers();
    }

    private Optional<UUID> operationOf(Build build) {
        // A build that waits for its turn has not met its operation yet.
        return build.operationId()
                .or(() -> operations.list(new OperationFilter(null, null, build.id(), null, null, 1)).stream()
                        .findFirst()
                        .map(Operation::id));
    }

    private Optional<String> loadOf(Build build) {
        return loads.summary(build.id()).map(profile -> profile.verdict().sentence());
    }

    private Optional<Comparison> comparison(Build build) {
        return manifests.of(build.id()).flatMap(manifest -> builds.localCounterpart(build)
                .flatMap(local -> manifests
                        .of(local.id())
                        .map(localManifest -> Comparison.of(build, manifest, local, localManifest))));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
