package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.vmc.build.BuildSettings;
import org.vmc.build.cache.CacheFiles;
import org.vmc.build.cache.CachePolicy;
import org.vmc.build.cache.CacheUse;
import org.vmc.build.sources.Sources;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * The steps that bring a team's compiler cache to the builder and fetch it again. A cache only saves time: a build goes
 * on without one that cannot be used, and ends well without keeping one.
 */
@ApplicationScoped
class CacheSteps {
    private static final Duration MOVING = Duration.ofMinutes(25);

    /** Of what is kept beside the results: ccache counts those only. */
    private static final int ROOM = 2;

    private final CacheFiles files;
    private final Sources sources;
    private final Builds builds;
    private final Workspaces workspaces;
    private final BuildSettings.Cache settings;

    CacheSteps(CacheFiles files, Sources sources, Builds builds, Workspaces workspaces, BuildSettings settings) {
        this.files = files;
        this.sources = sources;
        this.builds = builds;
        this.workspaces = workspaces;
        this.settings = settings.cache();
    }

    Step<BuildOrder> restore() {
        return Step.<BuildOrder>of("restore-cache", "Bring what earlier builds have compiled", this::restore)
                .within(MOVING);
    }

    Step<BuildOrder> keep() {
        return Step.<BuildOrder>of("keep-cache", "Keep what was compiled for the next build", this::keep)
                .within(MOVING);
    }

    private StepOutcome restore(StepContext<BuildOrder> context) throws IOException, InterruptedException {
        var order = context.input();
        var archive = archive(order);
        if (archive.isEmpty()) {
            return StepOutcome.done().learned("cache", "empty");
        }
        try {
            workspaces.of(order).unpackCache(archive.get());
            return StepOutcome.done().learned("cache", "restored");
        } catch (ProblemException failure) {
            if (mayPass(failure)) {
                throw failure;
            }
            files.forget(team(order), lineage(order));
            return StepOutcome.done().learned("cache", failure.detail());
        }
    }

    private Optional<Path> archive(BuildOrder order) throws IOException {
        return order.cache() == CachePolicy.USE ? files.of(team(order), lineage(order)) : Optional.empty();
    }

    private StepOutcome keep(StepContext<BuildOrder> context) throws IOException, InterruptedException {
        var order = context.input();
        var workspace = workspaces.of(order);
        var use = CacheUse.read(workspace.cacheLines(CacheUse.NEEDED_LINES));
        var done = StepOutcome.done()
                .committing(() -> builds.findById(order.buildId()).cached(use));
        if (use.misses() == 0) {
            return done;
        }
        try {
            files.keep(team(order), lineage(order), sink -> workspace.packCache(ROOM * settings.maxBytes(), sink));
            return done;
        } catch (ProblemException failure) {
            if (mayPass(failure)) {
                throw failure;
            }
            return done.learned("cacheNotKept", failure.detail());
        }
    }

    /** Whether the step should be tried again. */
    private static boolean mayPass(ProblemException failure) {
        return failure.type() == ProblemType.UPSTREAM_UNREACHABLE;
    }

    private String team(BuildOrder order) {
        return builds.teamOf(order.buildId());
    }

    private String lineage(BuildOrder order) {
        return sources.choose(order.source()).spec().lineage();
    }
}
