package org.vmc.vm.placement;

import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.vm.placement.HostVerdict.Resource;
import org.vmc.vm.placement.HostVerdict.Verdict;

/** What rules a host out for a VM, whatever is preferred. */
public final class Rejections {

    private Rejections() {}

    /** Why the host cannot take the VM; empty when it can. */
    public static Optional<HostVerdict> of(Demand demand, HostFacts host) {
        return barred(demand, host)
                .map(reason -> new HostVerdict(host.name(), Verdict.REJECTED, reason, null, null))
                .or(() -> tooSmall(demand, host));
    }

    /** What neither more memory nor time changes; empty when nothing does. */
    private static Optional<String> barred(Demand demand, HostFacts host) {
        if (demand.onlyHost() != null && !host.is(demand.onlyHost())) {
            return Optional.of("is not the host asked for");
        }
        if (!host.live()) {
            return Optional.of("does not answer its coordinator");
        }
        if (host.maintenance()) {
            return Optional.of("is in maintenance");
        }
        if (!host.enabled()) {
            return Optional.of("is disabled");
        }
        if (host.isOneOf(demand.avoidHosts())) {
            return Optional.of("is to be avoided");
        }
        if (demand.apart() && host.groupMembers() > 0) {
            return Optional.of("has one of the group already, which must be kept apart");
        }
        return misfit(demand, host);
    }

    private static Optional<String> misfit(Demand demand, HostFacts host) {
        String missing = demand.storage().entrySet().stream()
                .filter(sr -> !host.storage().contains(sr.getKey()))
                .map(sr -> sr.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return Optional.of("does not reach SR " + missing);
        }
        return demand.cpu().runsOn(host.cpu())
                ? Optional.empty()
                : Optional.of("has a CPU without what the VM found when it booted");
    }

    private static Optional<HostVerdict> tooSmall(Demand demand, HostFacts host) {
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
}
