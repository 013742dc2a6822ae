package org.vmc.vm.placement;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code ./vmc bench placement}: how fast, how near to the best possible and how dense placement is. Needs nothing that
 * runs; not one of the tests, which go by another name.
 */
class PlacementBench {

    @Test
    void howLongOneDecisionTakes() {
        say("One decision at 64 hosts and 5,000 VMs, from what the pool last said to the verdicts:");
        DecisionTimes.Times times = DecisionTimes.measure();
        sayTimes("by the clock", times.millis());
        sayTimes("of the thread", times.cpuMillis());
    }

    private static void sayTimes(String what, double[] millis) {
        say(
                "  %-13s p50 %.2f ms, p99 %.2f ms, most %.2f ms (n = %d), wanted p99 at most 5 ms",
                what, part(millis, 0.50), part(millis, 0.99), part(millis, 1), millis.length);
    }

    @Test
    void howNearToTheBestPossible() {
        say("VMs placed one by one as they come, against all of them placed at once by CP-SAT, 3 to 8 hosts:");
        for (PlacementPolicy policy : PlacementPolicy.values()) {
            for (double filled : new double[] {0.8, 0.9, 1.0}) {
                double[] missing = BestPossible.missingPercent(policy, filled);
                say(
                        "  %-6s asked for %3.0f %% of the memory: median %.1f %% less placed, p90 %.1f %%, most %.1f %%"
                                + " (n = %d, all proved best), wanted at most 2 %%",
                        policy,
                        filled * 100,
                        part(missing, 0.50),
                        part(missing, 0.90),
                        part(missing, 1),
                        missing.length);
            }
        }
    }

    @Test
    void howManyHostsAreUsed() {
        say("Hosts of 256 GiB used by a trace of VMs that come and go (sizes and lives near those of public traces):");
        for (Packing.Rule rule : Packing.Rule.values()) {
            Packing.Use[] uses = Packing.uses(rule);
            double[] mean =
                    Arrays.stream(uses).mapToDouble(Packing.Use::mean).sorted().toArray();
            double[] most =
                    Arrays.stream(uses).mapToDouble(Packing.Use::most).sorted().toArray();
            say(
                    "  %-10s on average %.1f (%.1f to %.1f), at most %.0f (%.0f to %.0f), n = %d",
                    rule,
                    part(mean, 0.5),
                    part(mean, 0),
                    part(mean, 1),
                    part(most, 0.5),
                    part(most, 0),
                    part(most, 1),
                    uses.length);
        }
    }

    /** @param sorted ascending */
    private static double part(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }

    private static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
