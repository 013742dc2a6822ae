package org.vmc.vm.plans;

import java.util.List;
import org.vmc.vm.placement.Headroom;

/**
 * How well the VMs of a pool lie on its hosts.
 *
 * @param overlap how much VMs on one host press the same, summed over all pairs; less is better
 * @param fullestPercent memory used of the fullest host that takes VMs
 * @param emptiestPercent of the emptiest
 * @param homelessIfLost VMs that would find no room if the worst host for that were lost
 */
record PoolScore(long overlap, int fullestPercent, int emptiestPercent, int homelessIfLost) {

    private static final int PERCENT = 100;

    static PoolScore of(List<HostState> hosts) {
        List<HostState> open = hosts.stream().filter(HostState::open).toList();
        return new PoolScore(
                hosts.stream().mapToLong(HostState::overlap).sum(),
                open.stream().mapToInt(PoolScore::usedPercent).max().orElse(0),
                open.stream().mapToInt(PoolScore::usedPercent).min().orElse(0),
                hosts.stream().mapToInt(lost -> homeless(lost, open)).max().orElse(0));
    }

    private static int usedPercent(HostState host) {
        return host.memoryMib() == 0
                ? PERCENT
                : Math.toIntExact((host.memoryMib() - host.freeMib()) * PERCENT / host.memoryMib());
    }

    private static int homeless(HostState lost, List<HostState> open) {
        List<Long> free = open.stream()
                .filter(host -> host != lost)
                .map(HostState::freeMib)
                .toList();
        return Headroom.after(lost.claimsMib(), free).homeless();
    }
}
