package org.vmc.vm.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a pool can lose any one of its hosts: whether the VMs of each would find room on the others. */
final class LostHost {

    private LostHost() {}

    /** Whether there is anything to ask: a host alone has nobody to give its VMs to. */
    static boolean matters(List<HostFacts> hosts) {
        return hosts.stream().filter(HostFacts::open).count() > 1;
    }

    /** The first host whose VMs would find no room. */
    static Optional<HostFacts> withoutRoom(List<HostFacts> hosts) {
        return withoutRoom(hosts, null, 0);
    }

    /** The same once a VM that claims this much is on the host {@code taker}. */
    static Optional<HostFacts> withoutRoom(List<HostFacts> hosts, @Nullable HostFacts taker, long claimMib) {
        return hosts.stream()
                .filter(lost -> homeless(lost, hosts, taker, claimMib))
                .findFirst();
    }

    private static boolean homeless(HostFacts lost, List<HostFacts> hosts, @Nullable HostFacts taker, long claimMib) {
        List<Long> claims = lost.claimsMib();
        if (lost == taker) {
            claims = new ArrayList<>(claims);
            claims.add(claimMib);
        }
        if (claims.isEmpty()) {
            return false;
        }
        List<Long> free = new ArrayList<>();
        for (HostFacts host : hosts) {
            if (host != lost && host.open()) {
                free.add(host.freeMemoryMib() - (host == taker ? claimMib : 0));
            }
        }
        return !surelyFit(claims, free) && !Headroom.after(claims, free).suffices();
    }

    /**
     * The biggest finds a host full only when on each less is free than it needs. So what each can give beyond that is
     * filled first, and when that is enough for all nobody need be packed.
     */
    private static boolean surelyFit(List<Long> claims, List<Long> free) {
        long biggest = 0;
        long all = 0;
        for (long claim : claims) {
            biggest = Math.max(biggest, claim);
            all += claim;
        }
        long given = 0;
        for (long room : free) {
            given += Math.max(0, room - biggest);
        }
        return given >= all;
    }
}
