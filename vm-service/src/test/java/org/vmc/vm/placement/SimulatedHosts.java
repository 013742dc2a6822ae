package org.vmc.vm.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hosts that exist as numbers only; their place in the list is their uuid. */
final class SimulatedHosts {

    private SimulatedHosts() {}

    /** @param claims of each host, what its VMs have */
    static List<HostFacts> of(long[] memoryMib, List<List<Long>> claims) {
        List<HostFacts> hosts = new ArrayList<>();
        for (int host = 0; host < memoryMib.length; host++) {
            long used = claims.get(host).stream().mapToLong(Long::longValue).sum();
            hosts.add(new HostFacts(
                    Integer.toString(host),
                    "h%03d".formatted(host),
                    "",
                    true,
                    true,
                    false,
                    memoryMib[host] - used,
                    0,
                    CpuFlags.UNKNOWN,
                    Set.of(),
                    Profile.NONE,
                    claims.get(host),
                    0));
        }
        return hosts;
    }
}
