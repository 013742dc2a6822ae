package org.vmc.vm.vms;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.placement.Profile;

/**
 * Input of {@link CreateVm}: everything that was decided when the request was accepted.
 *
 * @param spread whether to keep away from the other VMs of the request
 * @param avoidHosts hosts it must not be put on
 * @param profile what it presses; null for a plan accepted before there were profiles
 * @param onlyHost the host asked for, if any
 * @param apart whether it must not be on one host with another VM of the request
 * @param placement what a host is preferred for; null for a plan accepted before there was a choice
 * @param approval what it waits for before anything is done; null when it needs none
 * @param making how it is made; null for a plan accepted before there was a choice
 */
record VmPlan(
        UUID vmId,
        String name,
        String pool,
        String template,
        int vcpus,
        int memoryMib,
        boolean spread,
        List<String> avoidHosts,
        @Nullable Profile profile,
        @Nullable String onlyHost,
        boolean apart,
        @Nullable PlacementPolicy placement,
        @Nullable AwaitedApproval approval,
        @Nullable Making making)
        implements VmInput {

    VmPlan {
        avoidHosts = List.copyOf(avoidHosts);
    }

    Making howMade() {
        return making == null ? Making.PLAIN : making;
    }

    Demand demand() {
        return Hosting.demand(memoryMib, vcpus, spread, avoidHosts, onlyHost)
                .with(profile == null ? Profile.NONE : profile)
                .with(placement == null ? PlacementPolicy.SPREAD : placement)
                .apart(apart);
    }
}
