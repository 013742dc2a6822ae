package org.vmc.vm.clocks;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The clocks of all hosts against ours, and against each other.
 *
 * @param summary one sentence, also when there is nothing to tell
 * @param toleratedMillis how far one may be off
 * @param hosts each that answered
 * @param pairs hosts of one pool that certainly differ by more than that from each other
 */
record ClockReport(String summary, long toleratedMillis, List<HostLine> hosts, List<Pair> pairs) {

    /**
     * One host.
     *
     * @param offsetMillis how far it is ahead of ours; negative when it is behind
     * @param uncertaintyMillis by how much the offset may be wrong: XenAPI tells whole seconds
     * @param skewed whether it is certainly further off than tolerated
     * @param remedy what to do; empty when nothing is
     */
    record HostLine(
            String pool,
            String host,
            long offsetMillis,
            long uncertaintyMillis,
            boolean skewed,
            String remedy,
            Instant measuredAt) {}

    /** @param leastMillis by how much they differ at least */
    record Pair(String pool, String host, String other, long leastMillis) {}

    static ClockReport of(List<HostClock> clocks, long toleratedMillis) {
        List<HostLine> lines =
                clocks.stream().map(clock -> line(clock, toleratedMillis)).toList();
        List<Pair> pairs = clocks.stream()
                .flatMap(one -> clocks.stream()
                        .filter(other ->
                                other.pool().equals(one.pool()) && one.host().compareTo(other.host()) < 0)
                        .map(other -> new Pair(
                                one.pool(),
                                one.host(),
                                other.host(),
                                one.offset().leastFromMillis(other.offset()))))
                .filter(pair -> pair.leastMillis() > toleratedMillis)
                .toList();
        return new ClockReport(summary(lines, pairs, toleratedMillis), toleratedMillis, lines, pairs);
    }

    private static HostLine line(HostClock clock, long toleratedMillis) {
        ClockOffset offset = clock.offset();
        boolean skewed = offset.leastMillis() > toleratedMillis;
        return new HostLine(
                clock.pool(),
                clock.host(),
                offset.middleMillis(),
                offset.uncertaintyMillis(),
                skewed,
                skewed ? "On " + clock.host() + ": chronyc tracking, then chronyc makestep." : "",
                clock.measuredAt());
    }

    private static String summary(List<HostLine> lines, List<Pair> pairs, long toleratedMillis) {
        if (lines.isEmpty()) {
            return "No clock has been measured yet.";
        }
        long skewed = lines.stream().filter(HostLine::skewed).count();
        String limit = String.format(Locale.ROOT, "%.1f s", toleratedMillis / 1000.0);
        if (skewed == 0) {
            return "The clocks of %d hosts are within %s of ours.".formatted(lines.size(), limit);
        }
        String counted = "%d of %d hosts are more than %s off.".formatted(skewed, lines.size(), limit);
        boolean oursIsWrong = skewed == lines.size() && lines.size() > 1 && pairs.isEmpty();
        return oursIsWrong ? counted + " They agree with each other: ours is likely the one that is wrong." : counted;
    }
}
