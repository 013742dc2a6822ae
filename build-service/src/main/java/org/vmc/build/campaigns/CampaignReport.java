package org.vmc.build.campaigns;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.build.statistics.SpeedUp;
import org.vmc.build.statistics.Summary;
import org.vmc.build.statistics.Sweep;
import org.vmc.build.statistics.Verdict;

/**
 * What the builds of a campaign have shown so far. Times are seconds by the clock.
 *
 * @param measuredRuns builds that count
 * @param failedRuns builds that do not
 * @param sweep time against jobs; null for a comparison, and before the first time
 * @param foundJobs what a tuning has found; null for others, and before that
 * @param results a sentence for each thing that was found
 */
record CampaignReport(
        int measuredRuns,
        int failedRuns,
        List<VariantReport> variants,
        @Nullable Sweep sweep,
        @Nullable Integer foundJobs,
        List<String> results) {

    CampaignReport {
        variants = List.copyOf(variants);
        results = List.copyOf(results);
    }

    /**
     * One way of building.
     *
     * @param runs those that count, in their order
     * @param summary null when there are none
     * @param speedUp against the first variant; null for that one, and before both have a round
     */
    record VariantReport(
            Variant variant,
            List<CampaignRun> runs,
            @Nullable Summary summary,
            @Nullable SpeedUp speedUp,
            @Nullable Verdict verdict) {

        boolean isOutlier(int position) {
            return summary != null && summary.outliers().contains(position);
        }
    }
}
