package org.vmc.storage.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.TreeJob;

/** Times of one step in one place, against the first place in the same rounds. */
final class Comparison {

    /**
     * @param n rounds that were measured
     * @param timesBaseline how many times as long as the first target, in each round; null for that itself
     */
    record Result(
            String target,
            String step,
            int n,
            double medianMillis,
            double minMillis,
            double maxMillis,
            @Nullable Spread timesBaseline) {}

    record Spread(double median, double min, double max) {
        static Spread of(Collection<Double> values) {
            var sorted = values.stream().sorted().toList();
            var middle = sorted.size() / 2;
            var median =
                    sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Spread(median, sorted.getFirst(), sorted.getLast());
        }
    }

    private Comparison() {}

    /** In the order of the targets, for each the steps that were measured. */
    static List<Result> of(List<String> targets, List<Measurement> measurements) {
        var results = new ArrayList<Result>();
        for (var target : targets) {
            for (var step : TreeJob.Action.values()) {
                var times = times(measurements, target, step.wireName());
                if (!times.isEmpty()) {
                    var baseline = target.equals(targets.getFirst())
                            ? Map.<Integer, Long>of()
                            : times(measurements, targets.getFirst(), step.wireName());
                    results.add(result(target, step.wireName(), times, baseline));
                }
            }
        }
        return results;
    }

    private static Result result(String target, String step, Map<Integer, Long> times, Map<Integer, Long> baseline) {
        var millis =
                Spread.of(times.values().stream().map(micros -> micros / 1e3).toList());
        var ratios = new ArrayList<Double>();
        times.forEach((round, micros) -> {
            var base = baseline.getOrDefault(round, 0L);
            if (base > 0) {
                ratios.add((double) micros / base);
            }
        });
        return new Result(
                target,
                step,
                times.size(),
                millis.median(),
                millis.min(),
                millis.max(),
                ratios.isEmpty() ? null : Spread.of(ratios));
    }

    /** Microseconds by round. */
    private static Map<Integer, Long> times(List<Measurement> measurements, String target, String step) {
        return measurements.stream()
                .filter(measured ->
                        measured.target().equals(target) && measured.step().equals(step))
                .collect(Collectors.toMap(Measurement::round, Measurement::micros));
    }
}
