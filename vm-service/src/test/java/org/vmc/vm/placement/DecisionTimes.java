package org.vmc.vm.placement;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.vmc.vm.vms.BigPool;

/** Times decisions in a pool of the size that is wanted to be served. */
final class DecisionTimes {

    private static final int HOSTS = 64;
    private static final int VMS = 5_000;
    private static final int WARM_UPS = 500;
    private static final int DECISIONS = 2_000;

    private DecisionTimes() {}

    /**
     * What decisions took, each ascending.
     *
     * @param millis by the clock
     * @param cpuMillis of the thread alone: what is left when the machine has nothing else to do
     */
    record Times(double[] millis, double[] cpuMillis) {}

    static Times measure() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        BigPool pool = BigPool.of(HOSTS, VMS);
        Random random = new Random(9);
        double[] millis = new double[DECISIONS];
        double[] cpuMillis = new double[DECISIONS];
        for (int i = -WARM_UPS; i < DECISIONS; i++) {
            Profile profile = new Profile(random.nextInt(6), random.nextInt(6), random.nextInt(6), random.nextInt(6));
            Demand demand = new Demand(512 + random.nextInt(8192), 2, false, Set.of(), profile, null);
            long cpuBegun = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            Placement placement = Placement.of(demand, pool.hosts());
            long ended = System.nanoTime();
            long cpuEnded = threads.getCurrentThreadCpuTime();
            if (placement.host() == null) {
                throw new IllegalStateException(placement.explanation());
            }
            if (i >= 0) {
                millis[i] = (ended - begun) / 1e6;
                cpuMillis[i] = (cpuEnded - cpuBegun) / 1e6;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(cpuMillis);
        return new Times(millis, cpuMillis);
    }
}
