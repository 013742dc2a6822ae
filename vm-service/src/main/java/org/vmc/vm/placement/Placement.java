package org.vmc.vm.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.HostVerdict.Verdict;

/**
 * Where a VM goes, and why.
 *
 * @param host the host chosen; null when none can take the VM
 * @param verdicts one for every host, ordered by name
 */
public record Placement(@Nullable HostFacts host, List<HostVerdict> verdicts) {

    /** How many hosts are tried for one that leaves room for the loss of any host; each costs a packing. */
    private static final int TRIED_FOR_ROOM = 4;

    /**
     * Chooses a host. Hosts that are off, disabled, in maintenance, avoided, not the one asked for, without an SR or a
     * CPU the VM needs, taken by the group it must keep away from, or too small are out. Of the rest the one with the
     * fewest VMs of the group wins if the demand says spread; then the one after which the pool can still lose any one
     * host, if it can now; then, to spread, the one whose VMs press least what this one presses and the one with most
     * free memory, or, to pack, the one with least; then the first by name.
     */
    public static Placement of(Demand demand, List<HostFacts> hosts) {
        List<HostFacts> byName = hosts.stream()
                .sorted(Comparator.comparing(HostFacts::name).thenComparing(HostFacts::uuid))
                .toList();
        Map<HostFacts, HostVerdict> rejected = new IdentityHashMap<>();
        byName.forEach(host -> Rejections.of(demand, host).ifPresent(verdict -> rejected.put(host, verdict)));
        List<HostFacts> possible = byName.stream()
                .filter(host -> !rejected.containsKey(host))
                .sorted(preference(demand))
                .toList();
        Map<HostFacts, String> room = new IdentityHashMap<>();
        HostFacts best = possible.isEmpty() ? null : best(demand, byName, possible, room);
        List<HostVerdict> verdicts = new ArrayList<>();
        for (HostFacts host : byName) {
            HostVerdict rejection = rejected.get(host);
            verdicts.add(rejection != null ? rejection : acceptance(demand, host, host == best, room));
        }
        return new Placement(best, List.copyOf(verdicts));
    }

    /** The first of the best that leaves the pool room to lose a host, if it has that now; else the very best. */
    private static HostFacts best(
            Demand demand, List<HostFacts> hosts, List<HostFacts> possible, Map<HostFacts, String> room) {
        HostFacts first = possible.getFirst();
        if (possible.size() == 1
                || !LostHost.matters(hosts)
                || LostHost.withoutRoom(hosts).isPresent()) {
            return first;
        }
        return possible.stream()
                .filter(host -> !demand.spread() || host.groupMembers() == first.groupMembers())
                .limit(TRIED_FOR_ROOM)
                .filter(host -> leavesRoom(demand, hosts, host, room))
                .findFirst()
                .orElse(first);
    }

    private static boolean leavesRoom(
            Demand demand, List<HostFacts> hosts, HostFacts host, Map<HostFacts, String> room) {
        Optional<HostFacts> lost = LostHost.withoutRoom(hosts, host, demand.memoryMib());
        room.put(
                host,
                lost.map(gone -> ", but then the VMs of " + gone.name() + " would find no room if it were lost")
                        .orElse(", and the pool can still lose any one host"));
        return lost.isEmpty();
    }

    /** The verdicts in one sentence, for a message. */
    public String explanation() {
        if (verdicts.isEmpty()) {
            return "the pool has no hosts";
        }
        return verdicts.stream()
                .map(verdict -> verdict.host() + " " + verdict.reason())
                .collect(Collectors.joining("; "));
    }

    private static Comparator<HostFacts> preference(Demand demand) {
        Comparator<HostFacts> best =
                switch (demand.policy()) {
                    case SPREAD ->
                        Comparator.<HostFacts>comparingInt(host -> host.load().overlap(demand.profile()))
                                .thenComparing(Comparator.comparingLong(HostFacts::freeMemoryMib)
                                        .reversed());
                    case PACK -> Comparator.comparingLong(HostFacts::freeMemoryMib);
                };
        Comparator<HostFacts> named = best.thenComparing(HostFacts::name);
        return demand.spread()
                ? Comparator.comparingInt(HostFacts::groupMembers).thenComparing(named)
                : named;
    }

    private static HostVerdict acceptance(Demand demand, HostFacts host, boolean chosen, Map<HostFacts, String> room) {
        String group = demand.spread() ? " and %d of the group".formatted(host.groupMembers()) : "";
        String left = demand.policy() == PlacementPolicy.PACK
                ? ", %d of them left over".formatted(host.freeMemoryMib() - demand.memoryMib())
                : "";
        String reason = "has %d MiB free%s%s%s%s"
                .formatted(host.freeMemoryMib(), left, group, overlap(demand, host), room.getOrDefault(host, ""));
        return new HostVerdict(host.name(), chosen ? Verdict.CHOSEN : Verdict.POSSIBLE, reason, null, null);
    }

    private static String overlap(Demand demand, HostFacts host) {
        if (demand.profile().equals(Profile.NONE)) {
            return "";
        }
        int overlap = host.load().overlap(demand.profile());
        return overlap == 0
                ? ", and nothing there presses the same"
                : ", and what is there presses the same by %d, %s most"
                        .formatted(overlap, host.load().mostWantedWith(demand.profile()));
    }
}
