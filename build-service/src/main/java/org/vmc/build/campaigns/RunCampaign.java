package org.vmc.build.campaigns;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.build.builds.MeasuredBuilds;
import org.vmc.build.tuning.TuningUse;
import org.vmc.build.tuning.Tunings;
import org.vmc.contracts.build.BuildOutcome;
import org.vmc.contracts.build.CampaignFinished;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Ending;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepContext;
import org.vmc.operations.plan.StepOutcome;
import org.vmc.operations.plan.TimeOrderedIds;

/**
 * Runs the builds of a campaign, one after the other; each is an operation of its own, of the campaign's owner. A build
 * is accepted in the transaction that notes it in the campaign, so none is run twice or forgotten, and a campaign of
 * days goes on where it was.
 *
 * <ol>
 *   <li>run-builds: waits for the build at hand, notes its times, begins the next; undone by taking back the build at
 *       hand. What is measured stays.
 * </ol>
 */
@ApplicationScoped
class RunCampaign implements OperationKind<CampaignOrder> {
    private static final Duration LONGEST = Duration.ofDays(60);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);
    private static final int PAUSE_SHARE = 10;

    private final Campaigns campaigns;
    private final CampaignRuns runs;
    private final MeasuredBuilds builds;
    private final Tunings tunings;
    private final CampaignReports reports;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    RunCampaign(
            Campaigns campaigns,
            CampaignRuns runs,
            MeasuredBuilds builds,
            Tunings tunings,
            CampaignReports reports,
            Outbox outbox) {
        this.campaigns = campaigns;
        this.runs = runs;
        this.builds = builds;
        this.tunings = tunings;
        this.reports = reports;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "RunCampaign";
    }

    @Override
    public Class<CampaignOrder> inputType() {
        return CampaignOrder.class;
    }

    @Override
    public List<Step<CampaignOrder>> steps(CampaignOrder order) {
        var description = "Build %s in %d ways in turns, up to %d builds on %s, one at a time"
                .formatted(order.source(), order.variants().size(), order.runs(), order.builder());
        return List.of(Step.<CampaignOrder>of("run-builds", description, this::run)
                .undoneBy(this::stop)
                .within(LONGEST));
    }

    @Override
    public void ended(Ending<CampaignOrder> ending) {
        var campaign = campaigns.findById(ending.input().campaignId());
        var failure = ending.failure();
        var reason = failure == null ? null : failure.detail();
        var report = reports.of(campaign, runs.of(campaign.id()));
        campaign.ended(ending.state(), reason, report.results(), clock.instant());
        var outcome =
                switch (ending.state()) {
                    case SUCCEEDED -> BuildOutcome.SUCCEEDED;
                    case CANCELLED -> BuildOutcome.CANCELLED;
                    case FAILED, UNDO_FAILED -> BuildOutcome.FAILED;
                    case PENDING, RUNNING, CANCELLING, UNDOING ->
                        throw new IllegalStateException("An operation does not end as " + ending.state());
                };
        outbox.publish(
                new CampaignFinished(
                        campaign.id(),
                        campaign.source(),
                        campaign.kind().wireName(),
                        outcome,
                        campaign.variants().stream().map(Variant::label).toList(),
                        report.measuredRuns(),
                        report.failedRuns(),
                        report.results(),
                        reason),
                ending.origin().correlationId(),
                ending.operationId());
    }

    @Override
    public Optional<String> remains(Ending<CampaignOrder> ending) {
        var measured = runs.of(ending.input().campaignId()).stream()
                .filter(CampaignRun::isMeasured)
                .count();
        return measured == 0
                ? Optional.empty()
                : Optional.of("The times of the %d builds that had succeeded.".formatted(measured));
    }

    private StepOutcome run(StepContext<CampaignOrder> context) throws IOException {
        var order = context.input();
        var known = runs.of(order.campaignId());
        if (!known.isEmpty() && known.getLast().isOpen()) {
            var open = known.getLast();
            if (!note(order, open)) {
                return waiting(order, open);
            }
            known = runs.of(order.campaignId());
        }
        if (Turns.failTooOften(known)) {
            throw ProblemException.conflict(
                    "Too many builds fail, the last one because: %s".formatted(lastFailure(known)));
        }
        var found = found(order, known);
        if (found.isPresent() || known.size() >= order.runs()) {
            return StepOutcome.done()
                    .learned("campaign", order.campaignId().toString())
                    .committing(() -> found.ifPresent(campaigns.findById(order.campaignId())::found));
        }
        try {
            return waiting(order, begin(context, known));
        } catch (ProblemException refused) {
            if (refused.type() != ProblemType.CONFLICT) {
                throw refused;
            }
            // A clock that is wrong, a builder that is out of the configuration: that passes.
            return StepOutcome.parked(REFUSED_PAUSE, "The next build is refused: " + refused.detail());
        }
    }

    private Optional<Integer> found(CampaignOrder order, List<CampaignRun> known) {
        return order.kind() == CampaignKind.TUNE
                ? tunings.foundBy(
                        known.stream().map(run -> run.build().buildId()).toList())
                : Optional.empty();
    }

    private CampaignRun begin(StepContext<CampaignOrder> context, List<CampaignRun> known) {
        var order = context.input();
        var turn = Turns.at(known.size(), order.variants().size());
        var wanted = order.variants()
                .get(turn.variant())
                .build(order.source(), order.ignoreClockSkew(), tuning(order, known));
        return QuarkusTransaction.requiringNew().call(() -> {
            var build = builds.begin(wanted, order.builder(), originOfBuilds(context.origin()));
            var run = new CampaignRun(order.campaignId(), turn, build, clock.instant());
            runs.persist(run);
            return run;
        });
    }

    private static TuningUse tuning(CampaignOrder order, List<CampaignRun> known) {
        // What is remembered may change in the middle of a campaign.
        return switch (order.kind()) {
            case COMPARE, SWEEP -> TuningUse.OFF;
            case TUNE -> known.stream().noneMatch(CampaignRun::isMeasured) ? TuningUse.AFRESH : TuningUse.TRY;
        };
    }

    /** Builds are requests of their own: a repeated request for the campaign must not be answered with them. */
    private static Origin originOfBuilds(Origin origin) {
        return new Origin(
                origin.actor(), origin.role(), origin.team(), "campaign", TimeOrderedIds.next(), origin.traceParent());
    }

    /** Notes how the build ended; false as long as it has not. */
    private boolean note(CampaignOrder order, CampaignRun open) throws IOException {
        var buildId = open.build().buildId();
        var standing = builds.standing(buildId);
        if (standing.outcome() == null) {
            return false;
        }
        // Five hundred builds would leave five hundred copies of what one of them makes.
        builds.removeArtifacts(buildId);
        var change = QuarkusTransaction.requiringNew().call(() -> {
            var run = runs.findById(buildId);
            var campaign = campaigns.findById(order.campaignId());
            if (standing.outcome() != BuildOutcome.SUCCEEDED) {
                run.ended(standing, null, clock.instant());
                return null;
            }
            campaign.pin(standing.sourceIdentity(), standing.compiler());
            var difference = difference(campaign, run, standing);
            run.ended(standing, difference, clock.instant());
            return difference;
        });
        if (change != null) {
            throw ProblemException.conflict(change);
        }
        return true;
    }

    /** What makes this build's time one of something else; null when nothing does. */
    private @Nullable String difference(Campaign campaign, CampaignRun run, MeasuredBuilds.Standing standing) {
        if (!campaign.sourceIdentity().equals(Optional.ofNullable(standing.sourceIdentity()))) {
            return "The source is not what the first build was made of; name a commit or a digest, or leave the directory as it is.";
        }
        if (!campaign.compiler().equals(Optional.ofNullable(standing.compiler()))) {
            return "The compiler on %s is not that of the first build.".formatted(campaign.builder());
        }
        var isOtherRecipe = runs.of(campaign.id()).stream()
                .filter(earlier -> earlier.variant() == run.variant() && earlier.isMeasured())
                .anyMatch(earlier -> !earlier.recipeSha256().equals(Optional.of(standing.recipeSha256())));
        return isOtherRecipe ? "The recipe is not that of the first build; somebody has changed it." : null;
    }

    private static String lastFailure(List<CampaignRun> known) {
        return known.reversed().stream()
                .flatMap(run -> run.reason().stream())
                .findFirst()
                .orElse("they were cancelled");
    }

    private StepOutcome waiting(CampaignOrder order, CampaignRun run) {
        var elapsed = Duration.between(run.begunAt(), clock.instant()).toMillis();
        var pause = Math.clamp(elapsed / PAUSE_SHARE, SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
        var message = "Build %d of %s%d: %s"
                .formatted(
                        run.position() + 1,
                        order.kind() == CampaignKind.TUNE ? "at most " : "",
                        order.runs(),
                        order.variants().get(run.variant()).label());
        return StepOutcome.parked(Duration.ofMillis(pause), message).at((double) run.position() / order.runs());
    }

    private StepOutcome stop(StepContext<CampaignOrder> context) throws IOException {
        var order = context.input();
        var known = runs.of(order.campaignId());
        if (known.isEmpty() || !known.getLast().isOpen()) {
            return StepOutcome.done();
        }
        var open = known.getLast();
        builds.cancel(open.build(), context.origin());
        return noteWhatever(order, open)
                ? StepOutcome.done()
                : StepOutcome.notYet(SHORTEST_PAUSE, "The build at hand is being taken back");
    }

    private boolean noteWhatever(CampaignOrder order, CampaignRun open) throws IOException {
        try {
            return note(order, open);
        } catch (ProblemException another) {
            // It is noted; that it was of something else does not matter any more.
            return true;
        }
    }
}
