package org.vmc.vm.placement;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** How much more memory could have been given to VMs by somebody who knew them all beforehand. */
final class BestPossible {

    private static final int INSTANCES = 40;
    private static final int MOST_HOSTS = 8;
    private static final int LEAST_HOSTS = 3;
    private static final double PERCENT = 100;
    /** Memory of the catalogue's flavours that a host of 32 GiB can have, in MiB. */
    private static final long[] FLAVOURS = {613, 1740, 1740, 3840, 7168, 7680, 15_360, 17_510};

    private static final double SOLVE_SECONDS = 20;

    private BestPossible() {}

    /**
     * Of each instance that was proved, ascending, in percent of the best possible.
     *
     * @param filled how much is asked for of what there is
     */
    static double[] missingPercent(PlacementPolicy policy, double filled) {
        Loader.loadNativeLibraries();
        List<Double> missing = new ArrayList<>();
        for (int seed = 0; seed < INSTANCES; seed++) {
            Random random = new Random(seed);
            int hosts = LEAST_HOSTS + random.nextInt(MOST_HOSTS - LEAST_HOSTS + 1);
            long[] memoryMib =
                    random.longs(hosts, 0, 2).map(big -> 32_768 * (1 + big)).toArray();
            List<Long> vms = vms(random, (long) (Arrays.stream(memoryMib).sum() * filled));
            long best = best(memoryMib, vms);
            if (best > 0) {
                missing.add(PERCENT * (best - placed(memoryMib, vms, policy)) / best);
            }
        }
        return missing.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static List<Long> vms(Random random, long wantedMib) {
        List<Long> vms = new ArrayList<>();
        long all = 0;
        while (true) {
            long next = FLAVOURS[random.nextInt(FLAVOURS.length)];
            if (all + next > wantedMib) {
                return vms;
            }
            vms.add(next);
            all += next;
        }
    }

    private static long placed(long[] memoryMib, List<Long> vms, PlacementPolicy policy) {
        List<List<Long>> claims = new ArrayList<>();
        for (int host = 0; host < memoryMib.length; host++) {
            claims.add(new ArrayList<>());
        }
        long placed = 0;
        for (long vm : vms) {
            Demand demand = new Demand(Math.toIntExact(vm), 1, false, Set.of(), Profile.NONE, null).with(policy);
            HostFacts host =
                    Placement.of(demand, SimulatedHosts.of(memoryMib, claims)).host();
            if (host != null) {
                claims.get(Integer.parseInt(host.uuid())).add(vm);
                placed += vm;
            }
        }
        return placed;
    }

    /** Proved best; zero when the time was too short for that. */
    private static long best(long[] memoryMib, List<Long> vms) {
        CpModel model = new CpModel();
        LinearExprBuilder all = LinearExpr.newBuilder();
        LinearExprBuilder[] used = new LinearExprBuilder[memoryMib.length];
        Arrays.setAll(used, host -> LinearExpr.newBuilder());
        for (int vm = 0; vm < vms.size(); vm++) {
            BoolVar[] places = new BoolVar[memoryMib.length];
            for (int host = 0; host < places.length; host++) {
                places[host] = model.newBoolVar(vm + "@" + host);
                used[host].addTerm(places[host], vms.get(vm));
                all.addTerm(places[host], vms.get(vm));
            }
            model.addAtMostOne(places);
        }
        for (int host = 0; host < memoryMib.length; host++) {
            model.addLessOrEqual(used[host], memoryMib[host]);
        }
        model.maximize(all);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setMaxTimeInSeconds(SOLVE_SECONDS)
                .setRandomSeed(1)
                .setNumWorkers(1);
        return solver.solve(model) == CpSolverStatus.OPTIMAL ? Math.round(solver.objectiveValue()) : 0;
    }
}
