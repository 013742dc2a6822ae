package org.vmc.build.campaigns;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vmc.build.charts.ComparisonChart;
import org.vmc.build.charts.HistogramChart;
import org.vmc.build.charts.RunsChart;
import org.vmc.build.charts.Series;
import org.vmc.build.charts.SweepChart;
import org.vmc.http.problem.ProblemException;

/** The charts of a campaign, as SVG. */
enum CampaignCharts {
    HISTOGRAM {
        @Override
        String draw(Campaign campaign, CampaignReport report) {
            return HistogramChart.of("Time of builds of " + campaign.source(), series(report));
        }
    },
    RUNS {
        @Override
        String draw(Campaign campaign, CampaignReport report) {
            return RunsChart.of("Builds of " + campaign.source() + " in sequence", series(report));
        }
    },
    COMPARISON {
        @Override
        String draw(Campaign campaign, CampaignReport report) {
            var bars = report.variants().stream()
                    .flatMap(variant -> variant.speedUp() == null
                            ? Stream.empty()
                            : Stream.of(
                                    new ComparisonChart.Bar(variant.variant().label(), variant.speedUp())))
                    .toList();
            return ComparisonChart.of(
                    "Builds of %s against %s"
                            .formatted(
                                    campaign.source(),
                                    campaign.variants().getFirst().label()),
                    bars);
        }
    },
    SWEEP {
        @Override
        String draw(Campaign campaign, CampaignReport report) {
            var sweep = report.sweep();
            if (sweep == null) {
                throw ProblemException.notFound("sweep", campaign.id());
            }
            var points = report.variants().stream()
                    .flatMap(variant -> variant.runs().stream())
                    .map(run -> new Series.Point(
                            run.jobs().orElseThrow(), run.realMillis().orElseThrow() / 1000.0, false))
                    .toList();
            return SweepChart.of("Time of builds of " + campaign.source(), new Series("runs", points), sweep);
        }
    };

    /** @throws ProblemException 404 when there is nothing of this kind to draw */
    abstract String draw(Campaign campaign, CampaignReport report);

    private static List<Series> series(CampaignReport report) {
        return report.variants().stream().map(CampaignCharts::series).toList();
    }

    private static Series series(CampaignReport.VariantReport variant) {
        var runs = variant.runs();
        return new Series(
                variant.variant().label(),
                IntStream.range(0, runs.size())
                        .mapToObj(position -> new Series.Point(
                                runs.get(position).round(),
                                runs.get(position).realMillis().orElseThrow() / 1000.0,
                                variant.isOutlier(position)))
                        .toList());
    }
}
