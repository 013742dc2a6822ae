package org.vmc.build.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.vmc.build.statistics.Histogram;
import org.vmc.build.statistics.SpeedUp;
import org.vmc.build.statistics.Summary;
import org.vmc.build.statistics.Sweep;
import org.vmc.build.statistics.Verdict;
import org.vmc.operations.plan.OperationState;

/**
 * A campaign as clients see it. Times are seconds by the clock of the builder.
 *
 * @param kind {@code compare}, {@code sweep} or {@code tune}
 * @param plannedRuns builds it has at most
 * @param measuredRuns builds that succeeded and count
 * @param failedRuns builds that did not
 * @param sourceIdentity what all its builds are made of; absent before the first one has ended
 * @param reason why it did not succeed
 * @param sweep time against jobs; absent for a comparison
 * @param foundJobs what a tuning has found
 * @param results a sentence for each thing that was found
 */
@Schema(name = "BuildCampaign")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignView(
        UUID id,
        String kind,
        String source,
        @Nullable String sourceIdentity,
        @Nullable String compiler,
        String builder,
        String owner,
        String team,
        Instant createdAt,
        @Nullable Instant endedAt,
        OperationState state,
        @Nullable String reason,
        int rounds,
        int plannedRuns,
        int measuredRuns,
        int failedRuns,
        List<VariantView> variants,
        @Nullable Sweep sweep,
        @Nullable Integer foundJobs,
        List<String> results) {

    /**
     * One way of building.
     *
     * @param summary figures of the time by the clock, in seconds; absent before the first
     * @param meanUserSeconds of CPU in programs
     * @param meanSystemSeconds of CPU in the kernel
     * @param outliers builds beyond Tukey's fences
     * @param histogram of the time by the clock
     * @param speedUp against the first variant
     * @param verdict of that speed-up by equation 6.1
     */
    @Schema(name = "BuildVariant")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VariantView(
            String label,
            String mode,
            @Nullable Integer workers,
            @Nullable Integer jobs,
            @Nullable Summary summary,
            @Nullable Double meanUserSeconds,
            @Nullable Double meanSystemSeconds,
            List<OutlierView> outliers,
            List<Histogram.Bin> histogram,
            @Nullable SpeedUp speedUp,
            @Nullable Verdict verdict) {

        private static VariantView of(CampaignReport.VariantReport report) {
            var runs = report.runs();
            var times = runs.stream()
                    .mapToDouble(run -> run.realMillis().orElseThrow() / 1000.0)
                    .toArray();
            return new VariantView(
                    report.variant().label(),
                    report.variant().mode().name().toLowerCase(Locale.ROOT),
                    report.variant().workers(),
                    report.variant().jobs(),
                    report.summary(),
                    runs.isEmpty()
                            ? null
                            : mean(runs.stream().map(CampaignRun::userMillis).mapToLong(time -> time.orElse(0L))),
                    runs.isEmpty()
                            ? null
                            : mean(runs.stream().map(CampaignRun::systemMillis).mapToLong(time -> time.orElse(0L))),
                    IntStream.range(0, runs.size())
                            .filter(report::isOutlier)
                            .mapToObj(position -> OutlierView.of(runs.get(position)))
                            .toList(),
                    runs.isEmpty() ? List.of() : Histogram.of(times).bins(),
                    report.speedUp(),
                    report.verdict());
        }

        private static double mean(LongStream millis) {
            return millis.average().orElse(0) / 1000;
        }
    }

    /** A build that took unusually long or short. */
    @Schema(name = "BuildOutlier")
    public record OutlierView(int round, UUID buildId, double seconds) {
        private static OutlierView of(CampaignRun run) {
            return new OutlierView(
                    run.round(), run.build().buildId(), run.realMillis().orElseThrow() / 1000.0);
        }
    }

    /** One of a list: with the ways but not their figures, and with results once it has ended. */
    static CampaignView listed(Campaign campaign, CampaignRuns.Count count) {
        var variants = campaign.variants().stream()
                .map(variant -> new CampaignReport.VariantReport(variant, List.of(), null, null, null))
                .toList();
        return of(
                campaign,
                new CampaignReport(
                        count.measured(),
                        count.failed(),
                        variants,
                        null,
                        campaign.foundJobs().orElse(null),
                        campaign.results()));
    }

    static CampaignView of(Campaign campaign, CampaignReport report) {
        return new CampaignView(
                campaign.id(),
                campaign.kind().wireName(),
                campaign.source(),
                campaign.sourceIdentity().orElse(null),
                campaign.compiler().orElse(null),
                campaign.builder(),
                campaign.owner(),
                campaign.team(),
                campaign.createdAt(),
                campaign.endedAt().orElse(null),
                campaign.state(),
                campaign.reason().orElse(null),
                campaign.rounds(),
                campaign.rounds() * campaign.variants().size(),
                report.measuredRuns(),
                report.failedRuns(),
                report.variants().stream().map(VariantView::of).toList(),
                report.sweep(),
                report.foundJobs(),
                report.results());
    }
}
