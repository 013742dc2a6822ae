package org.vmc.build.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.vmc.build.builds.MeasuredBuilds;
import org.vmc.build.tuning.TuningUse;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;

/** Turns the request for a campaign into its row and its operation, inside the accepting transaction. */
@ApplicationScoped
class CampaignRequests {
    private final Campaigns campaigns;
    private final MeasuredBuilds builds;
    private final RunCampaign runCampaign;
    private final Clock clock = Clock.systemUTC();

    CampaignRequests(Campaigns campaigns, MeasuredBuilds builds, RunCampaign runCampaign) {
        this.campaigns = campaigns;
        this.builds = builds;
        this.runCampaign = runCampaign;
    }

    /** @throws ProblemException 422 naming each wrong field; 409 when there is no builder */
    NewOperation<CampaignOrder> accept(NewCampaign wanted, String owner, String team) {
        var checked = wanted.checked(builds);
        var builder = checked.variants().stream()
                .map(variant ->
                        builds.builderFor(variant.build(checked.source(), checked.ignoreClockSkew(), TuningUse.OFF)))
                .toList()
                // A distributed build may have to avoid a builder whose clock is wrong.
                .getLast();
        var order = new CampaignOrder(
                TimeOrderedIds.next(),
                checked.kind(),
                checked.source(),
                checked.variants(),
                checked.rounds(),
                builder,
                checked.ignoreClockSkew());
        campaigns.persist(new Campaign(order, owner, team, clock.instant()));
        return NewOperation.of(runCampaign, order, new Target("build-campaign", order.campaignId(), order.source()));
    }
}
