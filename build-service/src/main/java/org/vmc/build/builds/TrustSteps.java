package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.vmc.build.BuildSettings;
import org.vmc.build.hosts.Accounts;
import org.vmc.build.toolchain.Toolchains;
import org.vmc.build.trust.Recheck;
import org.vmc.build.trust.TrustSample;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.Workers;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * Compiles some of the files again that workers compiled. That their compilers are the builder's was asked before; this
 * shows it of their work. A build whose objects differ fails: nobody wants what it made.
 */
@ApplicationScoped
class TrustSteps {
    /** All files of a large source, by one compiler at a time. */
    private static final Duration LONGEST = Duration.ofHours(2);

    private static final int ALL = Integer.MAX_VALUE;

    private final Workspaces workspaces;
    private final Builds builds;
    private final Workers workers;
    private final Accounts accounts;
    private final BuildFiles files;
    private final BuildSettings settings;

    TrustSteps(
            Workspaces workspaces,
            Builds builds,
            Workers workers,
            Accounts accounts,
            BuildFiles files,
            BuildSettings settings) {
        this.workspaces = workspaces;
        this.builds = builds;
        this.workers = workers;
        this.accounts = accounts;
        this.files = files;
        this.settings = settings;
    }

    Step<BuildOrder> check() {
        return Step.<BuildOrder>of(
                        "check-objects", "Compile some files of the workers again here and compare", this::check)
                .within(LONGEST);
    }

    private StepOutcome check(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        var wanted = order.verifiesAll() ? ALL : settings.trust().samples();
        if (wanted == 0) {
            return StepOutcome.done();
        }
        var workspace = workspaces.of(order);
        var chosen = TrustSample.choose(workspace.dispatchLines(TrustSample.NEEDED_LINES), order.buildId(), wanted);
        if (chosen.isEmpty()) {
            return StepOutcome.done();
        }
        var checks = workspace.recheck(chosen, wanted);
        var differing = checks.stream()
                .filter(check -> check.result() == Recheck.Result.DIFFERS)
                .toList();
        if (!differing.isEmpty()) {
            throw distrust(order, differing, context.required("compiler"));
        }
        return StepOutcome.done()
                .committing(() -> builds.findById(order.buildId()).rechecked(checks.size()));
    }

    private ProblemException distrust(BuildOrder order, List<Recheck> differing, String builderCompiler)
            throws InterruptedException {
        var sentences = new ArrayList<String>();
        for (var check : differing) {
            var worker = workers.standing(order.buildId()).workers().stream()
                    .filter(each -> check.host()
                            .equals(each.address().orElse("") + ":"
                                    + settings.workers().distccdPort()))
                    .findFirst();
            sentences.add("%s, compiled by %s at %s (%s)"
                    .formatted(
                            check.file(),
                            worker.map(Worker::name).orElse("a worker"),
                            check.host(),
                            worker.isPresent() ? compilerOf(order, worker.get()) : "its compiler is not known"));
        }
        return ProblemException.conflict(
                "Objects of workers are not what the builder %s (%s %s) makes of the same source: %s."
                        .formatted(
                                order.builder(),
                                order.recipe().compiler(),
                                builderCompiler,
                                String.join("; ", sentences)));
    }

    private String compilerOf(BuildOrder order, Worker worker) throws InterruptedException {
        var compiler = order.recipe().compiler();
        try (var access = accounts.withKeysIn(files.knownHosts(order.buildId()))) {
            var account = accounts.account(
                    worker.address().orElseThrow(),
                    settings.workers().sshPort(),
                    settings.workers().user());
            return compiler + " "
                    + Toolchains.fingerprint(access, account, compiler).toLine();
        } catch (ProblemException silent) {
            return "its compiler could not be asked: " + silent.detail();
        }
    }
}
