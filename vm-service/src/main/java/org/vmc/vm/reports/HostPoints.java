package org.vmc.vm.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.Headroom;
import org.vmc.vm.reports.Finding.Kind;

/** Single points of failure among the hosts of one pool. Pure. */
final class HostPoints {

    private static final int MAJORITY_NEEDS = 3;

    private final PoolSnapshot pool;
    private final List<ObservedHost> hosts;

    HostPoints(PoolSnapshot pool) {
        this.pool = pool;
        this.hosts = pool.hosts();
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        hosts.forEach(host -> state(host).ifPresent(findings::add));
        if (hosts.size() == 1) {
            findings.add(alone(hosts.getFirst()));
            return findings;
        }
        coordination().ifPresent(findings::add);
        hosts.forEach(host -> headroom(host).ifPresent(findings::add));
        return findings;
    }

    private Finding alone(ObservedHost host) {
        return Finding.of(
                Kind.ONE_HOST,
                pool.name(),
                "pool " + pool.name(),
                "The pool has one host, %s: when it fails, every VM of the pool is down.".formatted(host.name()),
                "Join another host to the pool (on that host: xe pool-join master-address=%s …)."
                        .formatted(host.address()));
    }

    private Optional<Finding> state(ObservedHost host) {
        if (!host.live()) {
            return Optional.of(Finding.of(
                    Kind.HOST_DOWN,
                    pool.name(),
                    "host " + host.name(),
                    ("%s does not answer its coordinator: what ran there is down, "
                                    + "and the next failure finds one host less.")
                            .formatted(host.name()),
                    "Switch it on or repair it; if it is gone for good, forget it (xe host-forget uuid=%s)."
                            .formatted(host.uuid())));
        }
        if (!host.enabled()) {
            return Optional.of(Finding.of(
                    Kind.HOST_DISABLED,
                    pool.name(),
                    "host " + host.name(),
                    "%s takes no VMs: it cannot take over those of another host.".formatted(host.name()),
                    "Enable it when its maintenance is over (xe host-enable uuid=%s).".formatted(host.uuid())));
        }
        return Optional.empty();
    }

    private Optional<Finding> coordination() {
        if (!pool.highlyAvailable()) {
            return pool.coordinator().map(this::irreplaceable);
        }
        if (hosts.size() >= MAJORITY_NEEDS) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                Kind.HA_TOO_FEW_HOSTS,
                pool.name(),
                "pool " + pool.name(),
                ("High availability is on with %d hosts: when they lose sight of each other neither has a majority, "
                                + "and both may switch themselves off.")
                        .formatted(hosts.size()),
                "Join a third host, or turn high availability off (xe pool-ha-disable)."));
    }

    private Finding irreplaceable(ObservedHost coordinator) {
        return Finding.of(
                Kind.HA_OFF,
                pool.name(),
                "host " + coordinator.name(),
                ("%s coordinates the pool and high availability is off: when it fails, VMs elsewhere run on, but "
                                + "nothing in the pool can be created, started or stopped until somebody makes another host "
                                + "the coordinator.")
                        .formatted(coordinator.name()),
                "Turn it on with three hosts and a shared SR (xe pool-ha-enable heartbeat-sr-uuids=…); until then "
                        + "have ready, on another host: xe pool-emergency-transition-to-master, then xe pool-recover-slaves.");
    }

    private Optional<Finding> headroom(ObservedHost lost) {
        List<Long> displaced = pool.claimsMib(lost.ref());
        List<Long> free = hosts.stream()
                .filter(host -> !host.equals(lost) && host.live() && host.enabled())
                .map(host -> pool.freeMemoryMib(host.ref()))
                .toList();
        Headroom headroom = Headroom.after(displaced, free);
        if (headroom.suffices()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                Kind.NO_HEADROOM,
                pool.name(),
                "host " + lost.name(),
                "When %s fails, %d of its %d VMs (%d MiB) find no room: the other hosts have %d MiB free in all."
                        .formatted(
                                lost.name(),
                                headroom.homeless(),
                                displaced.size(),
                                headroom.homelessMib(),
                                free.stream().mapToLong(Long::longValue).sum()),
                "Stop VMs that are not needed, give the hosts more memory, or join another host."));
    }
}
