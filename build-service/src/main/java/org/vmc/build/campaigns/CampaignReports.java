package org.vmc.build.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.build.statistics.SpeedUp;
import org.vmc.build.statistics.Summary;
import org.vmc.build.statistics.Sweep;
import org.vmc.build.statistics.Verdict;
import org.vmc.contracts.build.BuildMode;

/** What the builds of a campaign have shown so far. */
@ApplicationScoped
class CampaignReports {
    /** The report for these runs, all of the campaign, in their order. */
    CampaignReport of(Campaign campaign, List<CampaignRun> runs) {
        var measured = runs.stream().filter(CampaignRun::isMeasured).toList();
        var failed = (int)
                runs.stream().filter(run -> !run.isOpen() && !run.isMeasured()).count();
        var variants = IntStream.range(0, campaign.variants().size())
                .mapToObj(position -> variant(campaign, position, measured))
                .toList();
        var sweep = campaign.kind() == CampaignKind.COMPARE ? null : sweep(measured);
        var found = campaign.foundJobs();
        return new CampaignReport(
                measured.size(),
                failed,
                variants,
                sweep,
                found.orElse(null),
                results(campaign, variants, sweep, found));
    }

    private static CampaignReport.VariantReport variant(Campaign campaign, int position, List<CampaignRun> measured) {
        var variant = campaign.variants().get(position);
        var own = measured.stream().filter(run -> run.variant() == position).toList();
        if (own.isEmpty()) {
            return new CampaignReport.VariantReport(variant, own, null, null, null);
        }
        var summary = Summary.of(seconds(own));
        if (position == 0 || campaign.kind() != CampaignKind.COMPARE) {
            return new CampaignReport.VariantReport(variant, own, summary, null, null);
        }
        var speedUp = speedUp(campaign, measured, own);
        var what = variant.mode() == BuildMode.DISTRIBUTED ? "distributing" : "the change";
        return new CampaignReport.VariantReport(
                variant, own, summary, speedUp, speedUp == null ? null : Verdict.of(speedUp, what));
    }

    /** Over the rounds in which both succeeded; null when there is none. */
    private static @Nullable SpeedUp speedUp(Campaign campaign, List<CampaignRun> measured, List<CampaignRun> own) {
        Map<Integer, CampaignRun> base = measured.stream()
                .filter(run -> run.variant() == 0)
                .collect(Collectors.toMap(CampaignRun::round, Function.identity()));
        var paired = own.stream()
                .filter(run -> base.containsKey(run.round()))
                .sorted(Comparator.comparing(CampaignRun::round))
                .toList();
        if (paired.isEmpty()) {
            return null;
        }
        var bases = paired.stream().map(run -> base.get(run.round())).toList();
        return SpeedUp.of(seconds(bases), seconds(paired), campaign.id().getLeastSignificantBits());
    }

    private static @Nullable Sweep sweep(List<CampaignRun> measured) {
        if (measured.isEmpty()) {
            return null;
        }
        Map<Integer, List<CampaignRun>> byJobs = measured.stream()
                .collect(Collectors.groupingBy(run -> run.jobs().orElseThrow(), TreeMap::new, Collectors.toList()));
        Map<Integer, double[]> times = new TreeMap<>();
        byJobs.forEach((jobs, runs) -> times.put(jobs, seconds(runs)));
        return Sweep.of(times);
    }

    private static List<String> results(
            Campaign campaign,
            List<CampaignReport.VariantReport> variants,
            @Nullable Sweep sweep,
            Optional<Integer> found) {
        var results = new ArrayList<String>();
        for (var variant : variants) {
            if (variant.verdict() != null) {
                results.add("%s against %s: %s"
                        .formatted(
                                variant.variant().label(),
                                campaign.variants().getFirst().label(),
                                variant.verdict().sentence()));
            }
        }
        if (campaign.kind() == CampaignKind.SWEEP && sweep != null) {
            results.add(String.format(
                    Locale.ROOT,
                    "optimum: -j%d, median %.2f s; flat (within %d %%) from -j%d to -j%d",
                    sweep.optimum(),
                    sweep.optimumTime(),
                    Sweep.FLAT_PERCENT,
                    sweep.flatFrom(),
                    sweep.flatTo()));
        }
        found.ifPresent(jobs -> results.add(
                "-j%d was the fastest; builds of this source and recipe on such machines that do not say their jobs use it"
                        .formatted(jobs)));
        return results;
    }

    private static double[] seconds(List<CampaignRun> runs) {
        return runs.stream()
                .mapToDouble(run -> run.realMillis().orElseThrow() / 1000.0)
                .toArray();
    }
}
