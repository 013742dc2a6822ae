package org.vmc.vm.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Plays a trace of VMs that come and go. Sizes and lives have the shape of the public traces of Azure: four in five VMs
 * have at most two cores, half live less than a quarter of an hour, and the few that live for days have most of the
 * memory. The numbers are rounded and drawn from a seed; it is not a piece of those traces.
 */
final class Packing {

    private static final int TRACES = 5;
    private static final int VMS = 3_000;
    private static final double ARRIVALS_PER_MINUTE = 2;
    private static final long[] HOSTS =
            IntStream.range(0, 40).mapToLong(host -> 262_144).toArray();

    /** Memory in MiB, and how many of a hundred VMs have it. */
    private static final int[][] SIZES = {
        {768, 12}, {1792, 35}, {3584, 30}, {7168, 13}, {14_336, 6}, {28_672, 3}, {57_344, 1}
    };

    /** Life up to so many minutes, and how many of a hundred VMs have it. */
    private static final int[][] LIVES = {{15, 52}, {60, 20}, {360, 13}, {1440, 8}, {10_080, 7}};

    private Packing() {}

    /** How a host is chosen. */
    enum Rule {
        FIRST_FIT,
        BEST_FIT,
        PACK,
        SPREAD
    }

    /** Hosts with VMs: on average over the trace, and at most. */
    record Use(double mean, double most) {}

    private record Guest(double from, double until, long memoryMib) {}

    private record Placed(Guest guest, int host) {}

    /** One for each trace. */
    static Use[] uses(Rule rule) {
        return IntStream.range(0, TRACES)
                .mapToObj(seed -> use(rule, trace(new Random(seed))))
                .toArray(Use[]::new);
    }

    private static List<Guest> trace(Random random) {
        List<Guest> trace = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < VMS; i++) {
            now += -Math.log(1 - random.nextDouble()) / ARRIVALS_PER_MINUTE;
            int life = drawn(LIVES, random);
            double least = life == 0 ? 1 : LIVES[life - 1][0];
            double minutes = least * Math.pow(LIVES[life][0] / least, random.nextDouble());
            trace.add(new Guest(now, now + minutes, SIZES[drawn(SIZES, random)][0]));
        }
        return trace;
    }

    private static int drawn(int[][] shares, Random random) {
        int left =
                random.nextInt(Arrays.stream(shares).mapToInt(share -> share[1]).sum());
        int index = 0;
        while (left >= shares[index][1]) {
            left -= shares[index][1];
            index++;
        }
        return index;
    }

    private static Use use(Rule rule, List<Guest> trace) {
        List<List<Long>> claims = new ArrayList<>();
        Arrays.stream(HOSTS).forEach(host -> claims.add(new ArrayList<>()));
        PriorityQueue<Placed> running = new PriorityQueue<>(
                Comparator.comparingDouble(placed -> placed.guest().until()));
        double hostMinutes = 0;
        double before = 0;
        long most = 0;
        for (Guest guest : trace) {
            while (!running.isEmpty() && running.peek().guest().until() <= guest.from()) {
                Placed gone = running.poll();
                hostMinutes += used(claims) * (gone.guest().until() - before);
                before = gone.guest().until();
                claims.get(gone.host()).remove((Long) gone.guest().memoryMib());
            }
            hostMinutes += used(claims) * (guest.from() - before);
            before = guest.from();
            int host = choose(rule, guest.memoryMib(), claims);
            claims.get(host).add(guest.memoryMib());
            running.add(new Placed(guest, host));
            most = Math.max(most, used(claims));
        }
        return new Use(hostMinutes / before, most);
    }

    private static long used(List<List<Long>> claims) {
        return claims.stream().filter(host -> !host.isEmpty()).count();
    }

    private static int choose(Rule rule, long memoryMib, List<List<Long>> claims) {
        return switch (rule) {
            case FIRST_FIT -> fitting(memoryMib, claims).findFirst().orElseThrow();
            case BEST_FIT ->
                fitting(memoryMib, claims)
                        .boxed()
                        .min(Comparator.comparingLong(host -> free(host, claims)))
                        .orElseThrow();
            case PACK -> ours(memoryMib, claims, PlacementPolicy.PACK);
            case SPREAD -> ours(memoryMib, claims, PlacementPolicy.SPREAD);
        };
    }

    private static IntStream fitting(long memoryMib, List<List<Long>> claims) {
        return IntStream.range(0, HOSTS.length).filter(host -> free(host, claims) >= memoryMib);
    }

    private static long free(int host, List<List<Long>> claims) {
        return HOSTS[host]
                - claims.get(host).stream().mapToLong(Long::longValue).sum();
    }

    private static int ours(long memoryMib, List<List<Long>> claims, PlacementPolicy policy) {
        Demand demand = new Demand(Math.toIntExact(memoryMib), 1, false, Set.of(), Profile.NONE, null).with(policy);
        HostFacts host = Placement.of(demand, SimulatedHosts.of(HOSTS, claims)).host();
        if (host == null) {
            throw new IllegalStateException("The trace is too big for its hosts");
        }
        return Integer.parseInt(host.uuid());
    }
}
