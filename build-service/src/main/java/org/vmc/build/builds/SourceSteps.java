package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Builders;
import org.vmc.build.cache.CcacheEnvironment;
import org.vmc.build.distcc.DistccEnvironment;
import org.vmc.build.hosts.Accounts;
import org.vmc.build.sources.FetchedSource;
import org.vmc.build.sources.Sources;
import org.vmc.build.toolchain.ProgramPackages;
import org.vmc.build.toolchain.Toolchains;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/** The steps that bring the source to a builder that can build it. */
@ApplicationScoped
class SourceSteps {
    private static final List<String> ALWAYS_NEEDED =
            List.of("bash", "env", "find", "flock", "nice", "setsid", "sha256sum", "sort", "tail", "tar", "timeout");

    private final Sources sources;
    private final Builders builders;
    private final Accounts accounts;
    private final Workspaces workspaces;
    private final Builds builds;
    private final BuildSettings settings;

    SourceSteps(
            Sources sources,
            Builders builders,
            Accounts accounts,
            Workspaces workspaces,
            Builds builds,
            BuildSettings settings) {
        this.sources = sources;
        this.builders = builders;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.builds = builds;
        this.settings = settings;
    }

    Step<BuildOrder> fetch() {
        return Step.<BuildOrder>of("fetch-source", "Fetch the source into the cache and check it", this::fetch)
                .within(settings.sources().fetchTimeout());
    }

    Step<BuildOrder> reserve() {
        return Step.of("reserve-builder", "Look that the builder answers and has what the build needs", this::reserve);
    }

    Step<BuildOrder> upload() {
        return Step.<BuildOrder>of("upload-source", "Unpack the source on the builder", this::upload)
                .undoneBy(this::remove);
    }

    private StepOutcome fetch(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        var fetched = fetched(order);
        return StepOutcome.done()
                .learned("source", fetched.identity())
                .committing(() -> builds.findById(order.buildId()).fetched(context.operationId(), fetched.identity()));
    }

    private StepOutcome reserve(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        var account = builders.named(order.builder()).account();
        var missing = Toolchains.missing(accounts.builders(), account, needed(order));
        if (!missing.isEmpty()) {
            throw ProblemException.conflict("The builder %s lacks what this build needs: %s. %s"
                    .formatted(order.builder(), String.join(", ", missing), ProgramPackages.howToGet(missing)));
        }
        var fingerprint = Toolchains.fingerprint(
                accounts.builders(), account, order.recipe().compiler());
        return StepOutcome.done()
                .learned("builder", order.builder())
                .learned("compiler", fingerprint.toLine())
                .committing(() -> builds.findById(order.buildId()).reserved(fingerprint.toLine()));
    }

    private static List<String> needed(BuildOrder order) {
        var programs = new LinkedHashSet<>(ALWAYS_NEEDED);
        var recipe = order.recipe();
        programs.add(recipe.compiler());
        programs.addAll(recipe.programs());
        if (order.isDistributed()) {
            programs.add(DistccEnvironment.LAUNCHER);
        }
        if (order.isCached()) {
            programs.add(CcacheEnvironment.LAUNCHER);
        }
        recipe.configure().forEach(command -> programs.add(command.getFirst()));
        recipe.build().forEach(command -> programs.add(command.getFirst()));
        recipe.test().forEach(command -> programs.add(command.getFirst()));
        // A program of the source itself, such as ./configure, is not there yet.
        programs.removeIf(program -> program.contains("/") || program.contains("{"));
        return List.copyOf(programs);
    }

    private StepOutcome upload(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        // From the cache, unless another replica with another cache goes on with this operation.
        var fetched = fetched(order);
        if (!fetched.identity().equals(context.required("source"))) {
            throw ProblemException.conflict("The source %s changed while the build was being prepared; build it again."
                    .formatted(order.source()));
        }
        workspaces
                .of(order)
                .unpack(
                        fetched.archive(),
                        fetched.archiveSha256(),
                        settings.sources().maxUnpackedBytes());
        return StepOutcome.done();
    }

    private StepOutcome remove(StepContext<BuildOrder> context) throws InterruptedException {
        workspaces.of(context.input()).remove();
        return StepOutcome.done();
    }

    private FetchedSource fetched(BuildOrder order) throws InterruptedException {
        return sources.fetch(sources.choose(order.source()).spec());
    }
}
