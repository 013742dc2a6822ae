package org.vmc.bot.build;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bot's view of a campaign of builds. */
record CampaignView(
        String id,
        String kind,
        String source,
        String state,
        @Nullable String reason,
        String builder,
        String owner,
        int plannedRuns,
        int measuredRuns,
        int failedRuns,
        @Nullable List<Variant> variants,
        @Nullable List<String> results) {

    /** One way of building. */
    record Variant(
            String label,
            @Nullable Summary summary,
            @Nullable Double meanUserSeconds,
            @Nullable Double meanSystemSeconds,
            @Nullable List<Outlier> outliers) {

        List<String> row() {
            if (summary == null) {
                return List.of(label, "0", "-", "-", "-", "-", "-", "-", "-", "-");
            }
            return List.of(
                    label,
                    String.valueOf(summary.n()),
                    seconds(summary.min()),
                    seconds(summary.mean()),
                    seconds(summary.standardDeviation()),
                    seconds(summary.median()),
                    seconds(summary.p95()),
                    seconds(summary.max()),
                    "%s / %s".formatted(seconds(meanUserSeconds), seconds(meanSystemSeconds)),
                    outliers == null || outliers.isEmpty() ? "none" : outlierWords(outliers));
        }

        private static String outlierWords(List<Outlier> outliers) {
            List<String> shown =
                    outliers.stream().limit(3).map(Outlier::toString).toList();
            return String.join(", ", shown)
                    + (outliers.size() > shown.size() ? ", %d more".formatted(outliers.size() - shown.size()) : "");
        }
    }

    /** Figures of the time by the clock, in seconds. */
    record Summary(int n, double min, double mean, double standardDeviation, double median, double p95, double max) {}

    /** A build that took unusually long or short. */
    record Outlier(int round, double seconds) {
        @Override
        public String toString() {
            return "round %d: %s".formatted(round, CampaignView.seconds(seconds));
        }
    }

    List<Variant> presentVariants() {
        return variants == null ? List.of() : variants;
    }

    List<String> presentResults() {
        return results == null ? List.of() : results;
    }

    String runs() {
        String counted = "%d of %s%d".formatted(measuredRuns, kind.equals("tune") ? "at most " : "", plannedRuns);
        return failedRuns == 0 ? counted : "%s, %d failed".formatted(counted, failedRuns);
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f s", value);
    }
}
