package org.vmc.build.builds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.build.BuildSettings;
import org.vmc.build.clocks.HostClocks;
import org.vmc.build.toolchain.Fingerprint;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.WorkerCheck;
import org.vmc.build.workers.WorkerInspection;
import org.vmc.build.workers.WorkerState;
import org.vmc.build.workers.Workers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;

/**
 * The steps that get workers for a build and give them back. A build goes on with fewer workers than it asked for, and
 * says so, but not without any. Hosts whose clocks are wrong are not asked for, and a build that would run on one ends.
 */
@ApplicationScoped
class WorkerSteps {
    /** A look at what vm-service has said, in case that waking us went to another replica. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** Between two tries of a guest whose daemons are about to listen. */
    private static final Duration KNOCK_AGAIN = Duration.ofMillis(250);

    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Workers workers;
    private final WorkerInspection inspection;
    private final Workspaces workspaces;
    private final BuildFiles files;
    private final HostClocks clocks;
    private final BuildSettings.Workers settings;
    private final Clock clock = Clock.systemUTC();

    WorkerSteps(
            Workers workers,
            WorkerInspection inspection,
            Workspaces workspaces,
            BuildFiles files,
            HostClocks clocks,
            BuildSettings settings) {
        this.workers = workers;
        this.inspection = inspection;
        this.workspaces = workspaces;
        this.files = files;
        this.clocks = clocks;
        this.settings = settings.workers();
    }

    Step<BuildOrder> request() {
        return Step.<BuildOrder>of("request-workers", "Ask vm-service for workers", this::request)
                .undoneBy(context -> released(context, "The build did not succeed."));
    }

    Step<BuildOrder> await() {
        return Step.<BuildOrder>of("await-workers", "Wait until the workers are ready", this::await)
                .within(settings.readyTimeout().plus(SLACK))
                .weighing(2);
    }

    Step<BuildOrder> verify() {
        return Step.<BuildOrder>of(
                        "verify-workers", "Look that each worker answers and has the builder's compiler", this::verify)
                .within(settings.answerTimeout().plus(SLACK));
    }

    Step<BuildOrder> release() {
        return Step.of(
                "release-workers", "Give the workers back", context -> released(context, "The build has ended."));
    }

    private StepOutcome request(StepContext<BuildOrder> context) {
        var order = context.input();
        var avoided = Stream.concat(Stream.of(order.builder()), wrongClocks(order).stream())
                .distinct()
                .toList();
        return StepOutcome.done()
                .committing(() -> workers.request(
                        order.buildId(), context.operationId(), order.workers(), avoided, context.origin()));
    }

    private StepOutcome released(StepContext<BuildOrder> context, String reason) {
        var buildId = context.input().buildId();
        return StepOutcome.done().committing(() -> workers.release(buildId, reason));
    }

    private StepOutcome await(StepContext<BuildOrder> context) {
        var standing = workers.standing(context.input().buildId());
        var ready = standing.in(WorkerState.READY);
        if (!standing.isAnswered() && !isOver(context.begunAt(), settings.readyTimeout())) {
            var message = "%d of %d workers ready".formatted(ready.size(), standing.wanted());
            context.progress((double) ready.size() / Math.max(1, standing.wanted()), message);
            return StepOutcome.notYet(LOOK_AGAIN, message);
        }
        if (ready.isEmpty()) {
            throw none(context.input(), standing);
        }
        return StepOutcome.done().learned("workersReady", Integer.toString(ready.size()));
    }

    private List<String> wrongClocks(BuildOrder order) {
        return order.needsRightClocks() ? clocks.wrong() : List.of();
    }

    private ProblemException none(BuildOrder order, Workers.Standing standing) {
        var wrong = wrongClocks(order);
        var leftOut = wrong.isEmpty()
                ? ""
                : " Left out because their clocks are wrong (/report clocks): %s.".formatted(String.join(", ", wrong));

        if (standing.workers().isEmpty()) {
            return ProblemException.conflict(
                    "vm-service has not made any of the %d workers within %d s. Look at its operations (/op list) and at the hosts.%s"
                            .formatted(
                                    standing.wanted(), settings.readyTimeout().toSeconds(), leftOut));
        }
        return ProblemException.of(
                ProblemType.NO_CAPACITY,
                "None of the %d workers could be made: %s%s"
                        .formatted(standing.wanted(), reasons(standing.workers()), leftOut));
    }

    private StepOutcome verify(StepContext<BuildOrder> context) throws InterruptedException {
        var order = context.input();
        var ready = workers.standing(order.buildId()).in(WorkerState.READY);
        if (order.needsRightClocks()) {
            clocks.require(Stream.concat(
                            Stream.of(order.builder()), ready.stream().flatMap(worker -> worker.hostName().stream()))
                    .toList());
        }
        var expected = Fingerprint.fromLine(context.required("compiler"));
        var checks = inspection.inspect(
                ready, workspaces.of(order), expected, order.recipe().compiler(), files.knownHosts(order.buildId()));
        var silent = checks.values().stream()
                .filter(WorkerCheck.Silent.class::isInstance)
                .map(check -> ((WorkerCheck.Silent) check).reason())
                .findFirst();
        if (silent.isPresent() && !isOver(context.begunAt(), settings.answerTimeout())) {
            return StepOutcome.notYet(KNOCK_AGAIN, silent.get());
        }
        requireOneUsable(order, checks);
        return StepOutcome.done().committing(() -> workers.note(checks));
    }

    private void requireOneUsable(BuildOrder order, Map<UUID, WorkerCheck> checks) {
        if (checks.values().stream().anyMatch(WorkerCheck.Usable.class::isInstance)) {
            return;
        }
        // The step fails and commits nothing; why each was refused must stay with the build.
        QuarkusTransaction.requiringNew().run(() -> workers.note(checks));
        throw ProblemException.conflict("None of the workers can be used: "
                + reasons(workers.standing(order.buildId()).workers()));
    }

    private static String reasons(List<Worker> refused) {
        return refused.stream()
                .map(worker -> worker.name() + ": "
                        + worker.reason().orElse(worker.state().name()))
                .collect(Collectors.joining("; "));
    }

    private boolean isOver(Instant begun, Duration limit) {
        return clock.instant().isAfter(begun.plus(limit));
    }
}
