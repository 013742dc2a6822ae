package org.vmc.build.tuning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds a number of jobs within 3 % of the best by at most {@value #MOST_TRIES} builds. Time against jobs, as the
 * thesis measured it, falls steeply, is flat for long, and then rises slightly; noise hides small differences.
 *
 * <p>So it starts with the planned number, doubles or halves it as long as that helps, and then tries the geometric
 * middle of the wider gap beside the best. Thinks again from all tries each time: it has no state of its own.
 */
final class JobTuner {
    static final int MOST_TRIES = 6;
    static final int MOST_JOBS = 256;

    /** Neighbours this little slower than the best are as good: more tries would measure noise. */
    private static final double FLAT = 1.01;

    /** A gap narrower than this is not worth a try. */
    private static final double NARROW = 1.12;

    private JobTuner() {}

    /** A build that was measured. */
    record Try(int jobs, long millis) {}

    /** What is to be done now. */
    sealed interface Standing {
        /** Try this number. */
        record Next(int jobs) implements Standing {}

        /** This number it is. */
        record Settled(int jobs, long millis) implements Standing {}
    }

    /**
     * What follows from the tries so far.
     *
     * @param planned where to start, 1..{@value #MOST_JOBS}
     * @param tries in any order
     */
    static Standing after(int planned, List<Try> tries) {
        if (tries.isEmpty()) {
            return new Standing.Next(Math.clamp(planned, 1, MOST_JOBS));
        }
        var times = new TreeMap<Integer, Long>();
        tries.forEach(tried -> times.merge(tried.jobs(), tried.millis(), Math::min));
        var best = best(times);
        if (tries.size() >= MOST_TRIES) {
            return new Standing.Settled(best.getKey(), best.getValue());
        }
        var above = times.higherEntry(best.getKey());
        var below = times.lowerEntry(best.getKey());
        var jobs = best.getKey();
        if (above == null && jobs < MOST_JOBS) {
            return new Standing.Next(Math.min(MOST_JOBS, 2 * jobs));
        }
        if (below == null && jobs > 1) {
            return new Standing.Next(jobs / 2);
        }
        return between(best, below == null ? best : below, above == null ? best : above);
    }

    private static Map.Entry<Integer, Long> best(TreeMap<Integer, Long> times) {
        var best = times.firstEntry();
        for (var time : times.entrySet()) {
            if (time.getValue() < best.getValue()) {
                best = time;
            }
        }
        return best;
    }

    private static Standing between(
            Map.Entry<Integer, Long> best, Map.Entry<Integer, Long> below, Map.Entry<Integer, Long> above) {
        var settled = new Standing.Settled(best.getKey(), best.getValue());
        var flat = FLAT * best.getValue();
        if (below.getValue() <= flat && above.getValue() <= flat) {
            return settled;
        }
        var gapBelow = (double) best.getKey() / below.getKey();
        var gapAbove = (double) above.getKey() / best.getKey();
        var isAbove = gapAbove > gapBelow || (gapAbove == gapBelow && above.getValue() < below.getValue());
        var neighbour = isAbove ? above.getKey() : below.getKey();
        var middle = (int) Math.round(Math.sqrt((double) best.getKey() * neighbour));
        var isNarrow = Math.max(gapAbove, gapBelow) < NARROW || middle == best.getKey() || middle == neighbour;
        return isNarrow ? settled : new Standing.Next(middle);
    }
}
