package org.vmc.vm.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.HostVerdict.Resource;
import org.vmc.vm.placement.HostVerdict.Verdict;

/**
 * Where a VM goes, and why.
 *
 * @param host the host chosen; null when none can take the VM
 * @param verdicts one for every host, ordered by name
 */
public record Placement(@Nullable HostFacts host, List<HostVerdict> verdicts) {

    /**
     * Chooses a host. Hosts that are off, disabled, avoided, not the one asked for, or too small are out. Of the rest
     * the one with the fewest VMs of the group wins if the demand says spread; then the one whose VMs press least what
     * this one presses; then the one with most free memory; then the first by name.
     */
    public static Placement of(Demand demand, List<HostFacts> hosts) {
        List<HostFacts> byName = hosts.stream()
                .sorted(Comparator.comparing(HostFacts::name).thenComparing(HostFacts::uuid))
                .toList();
        Optional<HostFacts> best = byName.stream()
                .filter(host -> rejection(demand, host).isEmpty())
                .min(preference(demand));
        List<HostVerdict> verdicts = new ArrayList<>();
        for (HostFacts host : byName) {
            verdicts.add(rejection(demand, host).orElseGet(() -> acceptance(demand, host, best)));
        }
        return new Placement(best.orElse(null), List.copyOf(verdicts));
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
        Comparator<HostFacts> complement =
                Comparator.comparingInt(host -> host.load().overlap(demand.profile()));
        Comparator<HostFacts> best = complement
                .thenComparing(
                        Comparator.comparingLong(HostFacts::freeMemoryMib).reversed())
                .thenComparing(HostFacts::name);
        return demand.spread()
                ? Comparator.comparingInt(HostFacts::groupMembers).thenComparing(best)
                : best;
    }

    private static Optional<HostVerdict> rejection(Demand demand, HostFacts host) {
        if (demand.onlyHost() != null && !host.is(demand.onlyHost())) {
            return Optional.of(rejected(host, "is not the host asked for"));
        }
        if (!host.live()) {
            return Optional.of(rejected(host, "does not answer its coordinator"));
        }
        if (!host.enabled()) {
            return Optional.of(rejected(host, "is disabled"));
        }
        if (host.isOneOf(demand.avoidHosts())) {
            return Optional.of(rejected(host, "is to be avoided"));
        }
        if (host.cpus() > 0 && demand.vcpus() > host.cpus()) {
            long missing = (long) demand.vcpus() - host.cpus();
            String reason = "has %d CPUs, %d are needed: %d short".formatted(host.cpus(), demand.vcpus(), missing);
            return Optional.of(new HostVerdict(host.name(), Verdict.REJECTED, reason, Resource.CPUS, missing));
        }
        if (demand.memoryMib() > host.freeMemoryMib()) {
            long missing = demand.memoryMib() - host.freeMemoryMib();
            String reason = "has %d MiB free, %d MiB are needed: %d MiB short"
                    .formatted(host.freeMemoryMib(), demand.memoryMib(), missing);
            return Optional.of(new HostVerdict(host.name(), Verdict.REJECTED, reason, Resource.MEMORY_MIB, missing));
        }
        return Optional.empty();
    }

    private static HostVerdict acceptance(Demand demand, HostFacts host, Optional<HostFacts> best) {
        boolean chosen = best.filter(host::equals).isPresent();
        String group = demand.spread() ? " and %d of the group".formatted(host.groupMembers()) : "";
        String reason = "has %d MiB free%s%s".formatted(host.freeMemoryMib(), group, overlap(demand, host));
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

    private static HostVerdict rejected(HostFacts host, String reason) {
        return new HostVerdict(host.name(), Verdict.REJECTED, reason, null, null);
    }
}
